// Shows renditions, on the server's page and in galleries. Not a module, since galleries are opened from a disk, where
// modules are not allowed. Names come from untrusted users, so they are only written as text.
'use strict';
window.Renditions = Object.assign(window.Renditions ?? {}, (() => {
  const el = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === 'text') node.textContent = value;
      else if (name === 'class') node.className = value;
      else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children);
    return node;
  };

  const bytes = (count) => {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let value = count;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit === 0 ? `${count} B` : `${value.toFixed(1)} ${units[unit]}`;
  };

  const seconds = (time) => `${Number(time).toFixed(time < 10 ? 2 : 1)} s`;

  const clock = (time) => `${Math.floor(time / 60)}:${String(Math.floor(time % 60)).padStart(2, '0')}`;

  /** The content of a text file: embedded in the data, or fetched from the server. */
  const textOf = async (file) => {
    if (file.text !== undefined) return file.text;
    const answer = await fetch(file.url);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  };

  const stamp = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

  /** The cues of a WebVTT file. */
  const cues = (text) => {
    const found = [];
    for (const block of text.replace(/\r/g, '').trim().split('\n\n')) {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => line.includes(' --> '));
      if (at < 0) continue;
      const [start, rest] = lines[at].split(' --> ');
      const [end, ...settings] = rest.trim().split(' ');
      found.push({ start: stamp(start), end: stamp(end), settings, text: lines.slice(at + 1).join('\n') });
    }
    return found;
  };

  const main = (rendition) => rendition.files?.[0] ?? { url: rendition.url };

  /** A cue positioned by the settings that the pipeline writes. */
  const placed = ({ start, end, settings, text }) => {
    const cue = new VTTCue(start, end, text);
    for (const [name, value] of settings.map((setting) => setting.split(':'))) {
      const [number, edge] = value.split(',');
      if (name === 'line') {
        cue.snapToLines = !number.endsWith('%');
        cue.line = parseFloat(number);
        if (edge) cue.lineAlign = edge;
      } else if (name === 'position') {
        cue.position = parseFloat(number);
        if (edge) cue.positionAlign = edge;
      } else if (name === 'size') cue.size = parseFloat(number);
      else if (name === 'align' || name === 'vertical') cue[name] = value;
    }
    return cue;
  };

  const caption = (video, rendition) => {
    textOf(main(rendition)).then((text) => {
      const track = video.addTextTrack('captions', 'Captions', rendition.language || 'und');
      for (const cue of cues(text)) track.addCue(placed(cue));
      track.mode = 'showing';
    }, () => {});
  };

  const hls = (video, url, stage) => {
    if (window.Hls && window.Hls.isSupported() && location.protocol !== 'file:') {
      const player = new window.Hls();
      player.loadSource(url);
      player.attachMedia(video);
      stage.addEventListener('leave', () => player.destroy());
    } else if (video.canPlayType('application/vnd.apple.mpegurl')) {
      video.src = url;
    } else {
      stage.append(el('p', { text: 'This browser plays HLS only from a server; the MP4 has the same video.' }));
    }
  };

  const video = (rendition, others, stage) => {
    const poster = others.find((other) => other.kind === 'image');
    const captions = others.find((other) => other.kind === 'captions');
    const player = el('video', { controls: true, playsinline: true, preload: 'metadata', poster: poster && main(poster).url });
    stage.append(player);
    if (rendition.kind === 'hls') hls(player, rendition.playUrl ?? main(rendition).url, stage);
    else player.src = main(rendition).url;
    // HLS includes all subtitles, which would be in the menu twice.
    if (captions && rendition.kind !== 'hls') caption(player, captions);
    const board = others.find((other) => other.kind === 'storyboard');
    if (board) storyboard(board, stage, (time) => { player.currentTime = time; });
  };

  const audio = (rendition, others, stage) => {
    const player = el('audio', { controls: true, preload: 'metadata', src: main(rendition).url });
    const wave = others.find((other) => other.kind === 'waveform');
    if (wave) {
      const played = el('div', { class: 'played' });
      player.addEventListener('timeupdate', () => {
        played.style.width = `${(100 * player.currentTime) / (player.duration || 1)}%`;
      });
      stage.append(el('div', { class: 'wavebox' },
        el('img', { class: 'wave', src: main(wave).url, alt: 'Waveform' }), played));
    }
    stage.append(player);
  };

  /** Shows frames of the video by pointer position or arrow keys. */
  const storyboard = (rendition, stage, seek) => {
    const sheet = (rendition.files ?? []).filter((file) => file.mediaType?.startsWith('image/'));
    const vtt = (rendition.files ?? []).find((file) => file.mediaType === 'text/vtt') ?? main(rendition);
    textOf(vtt).then((text) => {
      const tiles = cues(text).map((cue) => {
        const [, name, x, y, w, h] = cue.text.match(/^(.*)#xywh=(\d+),(\d+),(\d+),(\d+)/) ?? [];
        return { time: cue.start, url: sheet.find((file) => file.name === name)?.url ?? name, x, y, w, h };
      }).filter((tile) => tile.url);
      if (!tiles.length) return;
      const picture = el('img', { alt: '' });
      const time = el('output', {});
      const box = el('div', { class: 'board', role: 'slider', tabindex: '0', 'aria-label': 'Storyboard',
        'aria-valuemin': 0, 'aria-valuemax': tiles.length - 1 }, picture, time);
      let at = -1;
      const show = (index) => {
        const next = Math.max(0, Math.min(tiles.length - 1, index));
        if (next === at) return;
        at = next;
        const tile = tiles[at];
        if (picture.getAttribute('src') !== tile.url) picture.src = tile.url;
        picture.style.left = `-${tile.x}px`;
        picture.style.top = `-${tile.y}px`;
        box.style.width = `${tile.w}px`;
        box.style.height = `${tile.h}px`;
        time.textContent = clock(tile.time);
        box.setAttribute('aria-valuenow', at);
        box.setAttribute('aria-valuetext', clock(tile.time));
      };
      box.addEventListener('pointermove', (event) => {
        const area = box.getBoundingClientRect();
        show(Math.floor(((event.clientX - area.left) / area.width) * tiles.length));
      });
      box.addEventListener('click', () => seek?.(tiles[at].time));
      box.addEventListener('keydown', (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1, Home: -tiles.length, End: tiles.length }[event.key];
        if (step) show(at + step);
        else if (event.key === 'Enter') seek?.(tiles[at].time);
        else return;
        event.preventDefault();
      });
      show(0);
      stage.append(box);
    }, () => {});
  };

  const text = (rendition, stage) => {
    const shown = el('pre', { tabindex: '0', 'aria-label': 'Captions' });
    stage.append(shown);
    textOf(main(rendition)).then((content) => { shown.textContent = content; }, () => {});
  };

  /**
   * Plays or shows a rendition.
   *
   * @param rendition what is shown, with its kind and files
   * @param others the other renditions of the same source, whose images and captions are used with it
   */
  const stage = (rendition, others) => {
    const box = el('div', { class: 'stage' });
    box.dataset.profile = rendition.profile;
    switch (rendition.kind) {
      case 'video':
      case 'hls':
        video(rendition, others, box);
        break;
      case 'audio':
        audio(rendition, others, box);
        break;
      case 'storyboard':
        storyboard(rendition, box);
        break;
      case 'captions':
        text(rendition, box);
        break;
      default:
        box.append(el('img', { src: main(rendition).url, alt: `${rendition.profile} of ${rendition.name ?? 'this file'}` }));
    }
    return box;
  };

  /** The rendition to show first. */
  const best = (renditions) => {
    const order = ['video', 'hls', 'audio', 'preview', 'image', 'storyboard', 'waveform', 'captions'];
    return [...renditions].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
  };

  /** One line of facts. */
  const facts = (rendition) => {
    const parts = [];
    if (rendition.bytes) parts.push(bytes(rendition.bytes));
    if (rendition.seconds !== undefined) parts.push(`took ${seconds(rendition.seconds)}`);
    if (rendition.savedSeconds > 0) parts.push(`saved ${seconds(rendition.savedSeconds)}`);
    if (rendition.encodeSeconds !== undefined) parts.push(`encoded in ${seconds(rendition.encodeSeconds)}`);
    if (rendition.profileId) parts.push(rendition.profileId);
    return parts.join(' · ');
  };

  /** What a request did with a track: the rendition of a hit, or one of the store, has neither encoded nor reused any. */
  const use = (rendition, track) => {
    if (rendition.encodedTracks?.includes(track.id)) return 'encoded';
    if (rendition.reusedTracks?.includes(track.id)) return 'reused';
    return rendition.outcome ? 'found' : 'stored';
  };

  const USES = {
    encoded: (time) => `encoded in ${time}`,
    reused: (time) => `reused, saved ${time}`,
    found: (time) => `found, saved ${time}`,
    stored: (time) => `encoded in ${time}`,
  };

  /** The tracks of a rendition, which a user can open; empty if it has none. */
  const tracks = (rendition) => {
    const all = rendition.tracks ?? [];
    if (!all.length) return [];
    const rows = all.map((track) => ({ ...track, use: use(rendition, track) }));
    const counts = ['encoded', 'reused', 'found']
      .map((name) => [rows.filter((track) => track.use === name).length, name])
      .filter(([count]) => count).map(([count, name]) => `${count} ${name}`);
    const title = `${rows.length} ${rows.length === 1 ? 'track' : 'tracks'}`;
    return [el('details', { class: 'tracks' },
      el('summary', { text: counts.length ? `${title}: ${counts.join(', ')}` : title }),
      el('ul', {}, ...rows.map((track) => el('li', { 'data-track': track.id, 'data-use': track.use },
        // Files of packages are named after their kind.
        el('span', { text: track.summary.startsWith(track.kind) ? track.summary : `${track.kind}: ${track.summary}` }),
        el('span', { class: 'use', text: USES[track.use](seconds(track.seconds)) }),
        el('span', { text: `in ${track.file} (${bytes(track.bytes)})` })))))];
  };

  return { el, bytes, seconds, stage, best, facts, tracks };
})());
