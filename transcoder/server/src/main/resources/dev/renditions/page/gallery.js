// A gallery: shows the results of a run, from data.js in the same folder.
'use strict';
(() => {
  const { el, stage, best, facts, tracks, chart, gallery } = window.Renditions;
  const $ = (id) => document.getElementById(id);
  const run = chart($('chart'));

  const article = (source) => {
    const ready = source.renditions.filter((rendition) => rendition.files);
    const buttons = new Map();
    let place = el('div', { class: 'stage' });
    const show = (rendition) => {
      const next = stage(rendition, ready.filter((other) => other !== rendition));
      place.dispatchEvent(new Event('leave'));
      place.replaceWith(next);
      place = next;
      for (const [other, button] of buttons) button.setAttribute('aria-pressed', String(other === rendition));
    };
    const row = (rendition) => {
      const head = el('div', { class: 'head' });
      if (rendition.files) {
        buttons.set(rendition, el('button', { type: 'button', text: rendition.profile, 'aria-pressed': 'false',
          'aria-label': `Show ${rendition.profile} of ${source.name}`, onclick: () => show(rendition) }));
        head.append(el('span', { class: 'grow' }, buttons.get(rendition)));
      } else {
        head.append(el('span', { class: 'grow', text: rendition.profile }));
      }
      head.append(el('span', { class: `outcome ${rendition.outcome}`, text: rendition.outcome }));
      run.add(rendition);
      const line = rendition.files ? facts(rendition) : rendition.reason ?? '';
      return el('li', { 'data-profile': rendition.profile, 'data-outcome': rendition.outcome },
        head, el('p', { class: 'facts', text: line }), ...tracks(rendition),
        ...(rendition.warnings ?? []).map((text) => el('p', { class: 'facts warning', text: `Warning: ${text}` })));
    };
    const node = el('article', { 'aria-label': source.name },
      el('h3', { text: source.name }),
      el('p', { class: 'sum', text: source.contentHash ? `SHA-256 ${source.contentHash}` : 'this source could not be read' }),
      place, el('ul', { class: 'rows' }, ...source.renditions.map(row)));
    if (ready.length) {
      // Loads media only when it is scrolled into view.
      new IntersectionObserver((seen, observer) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        show(best(ready));
      }, { rootMargin: '200px' }).observe(node);
    }
    const words = [source.name, source.contentHash, ...source.renditions.flatMap((r) => [r.profileId, r.outcome])];
    return { node, text: words.join(' ').toLowerCase() };
  };

  const articles = gallery.sources.map(article);
  $('sources').append(...articles.map(({ node }) => node));

  const find = () => {
    const words = $('search').value.toLowerCase().split(/\s+/);
    for (const { node, text } of articles) node.hidden = !words.every((word) => text.includes(word));
    $('found').textContent = `${articles.filter(({ node }) => !node.hidden).length} of ${articles.length} sources`;
  };
  $('search').addEventListener('input', find);
  find();
})();
