// The share of requested renditions that existed already, the encode time that was saved, and how many tracks were encoded
// and reused.
'use strict';
window.Renditions.chart = (place) => {
  const { seconds } = window.Renditions;
  const space = 'http://www.w3.org/2000/svg';
  const [width, height, edge] = [320, 90, 6];
  const points = [{ asked: 0, there: 0, saved: 0, encoded: 0, reused: 0 }];

  const svg = (tag, attributes) => {
    const node = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };

  const line = (kind, value) => {
    const drawn = points.map((point, i) => {
      const x = edge + ((width - 2 * edge) * i) / Math.max(1, points.length - 1);
      const y = height - edge - (height - 2 * edge) * value(point);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    return svg('polyline', { class: kind, points: drawn.join(' ') });
  };

  const draw = () => {
    const last = points[points.length - 1];
    const ratio = (point) => (point.asked ? point.there / point.asked : 0);
    const said = last.asked ? `${Math.round(100 * ratio(last))} %` : '–';
    const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img',
      'aria-label': `Hit ratio ${said}, saved ${seconds(last.saved)}` });
    picture.append(svg('line', { class: 'axis', x1: edge, y1: height - edge, x2: width - edge, y2: height - edge }),
      line('ratio', ratio), line('saved', (point) => (last.saved ? point.saved / last.saved : 0)));
    const { el } = window.Renditions;
    place.className = 'chart';
    const pair = (kind, title, value) => el('div', {}, el('dt', { class: kind, text: title }), el('dd', { class: kind, text: value }));
    place.replaceChildren(picture, el('dl', {},
      pair('ratio', 'hit ratio', said),
      pair('saved', 'encoding saved', seconds(last.saved)),
      pair('asked', 'renditions', String(last.asked)),
      pair('encoded', 'tracks encoded', String(last.encoded)),
      pair('reused', 'tracks reused', String(last.reused))));
  };

  draw();
  return {
    /** Adds the result of a rendition. */
    add({ outcome, savedSeconds, encodedTracks, reusedTracks }) {
      const last = points[points.length - 1];
      const there = ['hit', 'stored', 'coalesced'].includes(outcome) ? 1 : 0;
      points.push({
        asked: last.asked + 1,
        there: last.there + there,
        saved: last.saved + Number(savedSeconds || 0),
        encoded: last.encoded + (encodedTracks?.length ?? 0),
        reused: last.reused + (reusedTracks?.length ?? 0),
      });
      if (points.length > 200) points.splice(1, 1);
      draw();
    },
  };
};
