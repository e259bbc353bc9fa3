// The server's page: uploads files and shows their renditions.
'use strict';
(() => {
  const { el, bytes, seconds, stage, best, facts, tracks, chart, server } = window.Renditions;
  const $ = (id) => document.getElementById(id);
  const USUAL = ['mp4-720p', 'hls', 'audio-mp3', 'poster', 'storyboard', 'waveform', 'captions'];
  const POLL = 5000;

  const kinds = new Map();
  /** Result events of finished jobs, by source and profile. */
  const results = new Map();
  const sources = new Map();
  const session = chart($('chart'));

  const say = (text) => { $('spoken').textContent = text; };
  const name = (bucket, key, profile) => JSON.stringify([bucket, key, profile]);

  // One file and its renditions.

  const source = (file) => {
    const entry = { file, renditions: new Map(), shown: null };
    entry.sum = el('p', { class: 'sum', text: 'waiting' });
    entry.list = el('ul', { class: 'rows' });
    entry.place = el('div', { class: 'stage' });
    entry.node = el('article', { 'aria-label': file.name },
      el('h3', { text: file.name }), entry.sum, entry.place, entry.list);
    $('nothing').hidden = true;
    $('sources').prepend(entry.node);
    return entry;
  };

  const show = (entry, rendition) => {
    entry.shown = rendition;
    const others = [...entry.renditions.values()].filter((other) => other.state === 'ready' && other !== rendition);
    const next = stage(rendition, others);
    entry.place.dispatchEvent(new Event('leave'));
    entry.place.replaceWith(next);
    entry.place = next;
    for (const other of entry.renditions.values()) {
      other.button?.setAttribute('aria-pressed', String(other === rendition));
    }
  };

  const draw = (entry, rendition) => {
    const { row } = rendition;
    row.dataset.profile = rendition.profile;
    row.dataset.state = rendition.state;
    row.dataset.outcome = rendition.outcome ?? '';
    const head = el('div', { class: 'head' });
    if (rendition.state === 'ready') {
      rendition.button ??= el('button', { type: 'button', text: rendition.profile, 'aria-pressed': 'false',
        'aria-label': `Show ${rendition.profile} of ${entry.file.name}`, onclick: () => show(entry, rendition) });
      head.append(el('span', { class: 'grow' }, rendition.button));
    } else {
      head.append(el('span', { class: 'grow', text: rendition.profile }));
    }
    head.append(el('span', { class: `outcome ${rendition.outcome ?? ''}`, text: rendition.outcome ?? rendition.state }));
    const parts = [head];
    if (rendition.state === 'ready') {
      parts.push(el('p', { class: 'facts', text: facts(rendition) }), ...tracks(rendition));
      for (const text of rendition.warnings ?? []) {
        parts.push(el('p', { class: 'facts warning', text: `Warning: ${text}` }));
      }
    } else if (rendition.reason) {
      parts.push(el('p', { class: 'facts', text: rendition.reason }));
      if (rendition.outcome === 'failed') {
        parts.push(el('button', { type: 'button', class: 'retry', text: 'try again',
          'aria-label': `Try ${rendition.profile} of ${entry.file.name} again`, onclick: () => retry(entry, rendition) }));
      }
    } else {
      const bar = el('progress', { max: 1, 'aria-label': `${rendition.profile}: ${rendition.state}` });
      if (rendition.fraction !== undefined) bar.value = rendition.fraction;
      parts.push(bar);
      const facts = [];
      if (rendition.segments) facts.push(`${rendition.segments.done} of ${rendition.segments.all} segments`);
      if (rendition.speed) facts.push(`${rendition.speed.toFixed(1)}x`);
      if (rendition.secondsLeft) facts.push(`${seconds(rendition.secondsLeft)} left`);
      if (facts.length) parts.push(el('p', { class: 'facts', text: facts.join(' · ') }));
    }
    const focused = row.contains(document.activeElement);
    row.replaceChildren(...parts);
    if (focused) rendition.button?.focus();
  };

  const ready = (entry, rendition, answer) => {
    const event = results.get(name(entry.bucket, entry.key, rendition.profile));
    const waited = rendition.asked;
    Object.assign(rendition, answer.body, {
      state: 'ready',
      bytes: answer.body.files.reduce((sum, file) => sum + file.bytes, 0),
      outcome: waited && event ? event.outcome : answer.body.outcome,
      seconds: waited && event ? event.seconds : answer.seconds,
      savedSeconds: waited && event ? event.savedSeconds : answer.body.savedSeconds,
      encodedTracks: waited && event ? event.encodedTracks : answer.body.encodedTracks,
      reusedTracks: waited && event ? event.reusedTracks : answer.body.reusedTracks,
      playUrl: server.stream(rendition.profile, entry.bucket, entry.key),
    });
    session.add(rendition);
    say(`${entry.file.name}: ${rendition.profile} ${rendition.outcome}`);
    draw(entry, rendition);
    const all = [...entry.renditions.values()].filter((other) => other.state === 'ready');
    const first = best(all);
    // Must not replace a player in use.
    const playing = entry.place.querySelector('video, audio');
    if (entry.shown === null || (first === rendition && !(playing && playing.currentTime > 0))) show(entry, first);
    again(entry);
  };

  const refused = (entry, rendition, answer) => {
    Object.assign(rendition, {
      state: 'ended',
      outcome: answer.outcome ?? 'failed',
      reason: answer.body.detail ?? `the server responds with status ${answer.status}`,
    });
    say(`${entry.file.name}: ${rendition.profile} ${rendition.outcome}`);
    draw(entry, rendition);
    again(entry);
  };

  /** When all are finished, shows the selected one again, with posters and captions that were finished later. */
  const again = (entry) => {
    const open = [...entry.renditions.values()].some((rendition) => !['ready', 'ended'].includes(rendition.state));
    const player = entry.place.querySelector('video, audio');
    if (!open && entry.shown && !(player && player.currentTime > 0)) show(entry, entry.shown);
    if (!open) find();
  };

  const ask = async (entry, rendition) => {
    clearTimeout(rendition.timer);
    if (rendition.busy || ['ready', 'ended'].includes(rendition.state)) return;
    rendition.busy = true;
    let wait = POLL;
    try {
      const answer = await server.rendition(rendition.profile, entry.bucket, entry.key, rendition.retry);
      rendition.retry &&= [429, 503].includes(answer.status);
      if (answer.status === 200) ready(entry, rendition, answer);
      else if (answer.status === 202) {
        rendition.asked = true;
        if (rendition.state === 'asked') rendition.state = answer.body.state;
        draw(entry, rendition);
      } else if (answer.status === 429 || (answer.status === 503 && rendition.tries++ < 3)) wait = answer.again * 1000;
      else refused(entry, rendition, answer);
    } catch {
      // The server may become available again.
    }
    rendition.busy = false;
    if (!['ready', 'ended'].includes(rendition.state)) {
      const missed = results.has(name(entry.bucket, entry.key, rendition.profile));
      rendition.timer = setTimeout(() => ask(entry, rendition), missed ? 100 : wait);
    }
  };

  /** Requests a rendition again that failed before. */
  const retry = (entry, rendition) => {
    results.delete(name(entry.bucket, entry.key, rendition.profile));
    Object.assign(rendition, { state: 'asked', outcome: undefined, reason: undefined, fraction: undefined, tries: 0, retry: true });
    draw(entry, rendition);
    ask(entry, rendition);
  };

  const chosen = () => [...document.querySelectorAll('#profiles input:checked')].map((box) => box.value);

  const add = async (file) => {
    const profiles = chosen();
    const entry = source(file);
    try {
      const bar = el('progress', { max: 1, value: 0, 'aria-label': `sending ${file.name}` });
      entry.sum.replaceChildren('sending ', bytes(file.size), ' ', bar);
      const upload = await server.upload(file, (fraction) => { bar.value = fraction; });
      Object.assign(entry, { bucket: upload.bucket, key: upload.key });
      entry.node.dataset.key = upload.key;
      entry.sum.textContent = `${bytes(upload.bytes)} · SHA-256 ${upload.contentHash}`;
      sources.set(JSON.stringify([entry.bucket, entry.key]), entry);
      for (const profile of profiles) {
        const old = { profile, kind: kinds.get(profile), name: file.name, state: 'asked', tries: 0, row: el('li') };
        entry.renditions.set(profile, old);
        entry.list.append(old.row);
        draw(entry, old);
        ask(entry, old);
      }
    } catch (problem) {
      entry.sum.textContent = problem.message;
      entry.sum.classList.add('problem');
      say(`${file.name}: ${problem.message}`);
    }
  };

  const addAll = async (files) => {
    for (const file of files) await add(file);
  };

  // Events from the server.

  const mine = (event) => sources.get(JSON.stringify([event.bucket, event.key]))?.renditions.get(event.profile);

  server.listen({
    job(event) {
      const entry = sources.get(JSON.stringify([event.bucket, event.key]));
      const rendition = mine(event);
      if (!rendition || ['ready', 'ended'].includes(rendition.state)) return;
      Object.assign(rendition, { state: event.state, fraction: event.fraction, secondsLeft: event.secondsLeft, speed: event.speed, segments: event.segments, asked: true });
      draw(entry, rendition);
    },
    result(event) {
      results.set(name(event.bucket, event.key, event.profile), event);
      if (results.size > 2000) results.delete(results.keys().next().value);
      const entry = sources.get(JSON.stringify([event.bucket, event.key]));
      const rendition = mine(event);
      if (!rendition) return;
      rendition.asked = true;
      ask(entry, rendition);
    },
    connected(is) {
      $('connection').textContent = is ? 'live' : 'not connected; reconnecting';
    },
  });

  // The renditions of the store.

  let next = null;
  let asked = 0;

  const storedRow = (item) => {
    const kind = kinds.get(item.profile) ?? (item.mediaType.startsWith('video/') ? 'video' : 'image');
    const rendition = { ...item, kind, name: item.names[0] };
    const title = item.names.length ? item.names.join(', ') : `${item.contentHash.slice(0, 12)}…`;
    return el('li', { 'data-profile': item.profile },
      el('div', { class: 'head' },
        el('span', { class: 'grow', text: title }),
        el('button', { type: 'button', text: item.profile, 'aria-label': `Show ${item.profile} of ${title}`,
          onclick: () => {
            $('stored-stage').replaceChildren(stage(rendition, []));
            $('stored-stage').scrollIntoView({ block: 'nearest' });
          } })),
      el('p', { class: 'facts', text: `${facts(rendition)} · ${item.contentHash}` }), ...tracks(rendition));
  };

  const find = async (after = '') => {
    const turn = ++asked;
    try {
      const page = await server.stored($('search').value, after);
      if (turn !== asked) return;
      if (!after) $('stored').replaceChildren();
      $('stored').append(...page.renditions.map(storedRow));
      next = page.next;
      $('more').hidden = !next;
      const count = $('stored').children.length;
      $('found').textContent = `${count}${next ? ' and more' : ''} ${count === 1 && !next ? 'rendition' : 'renditions'}`;
    } catch (problem) {
      $('found').textContent = problem.message;
    }
  };

  let typing;
  $('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(find, 200);
  });
  $('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    find();
  });
  $('more').addEventListener('click', () => find(next));

  $('sign-out').addEventListener('click', () => {
    // After reloading, the page has no session and receives no events.
    server.signOut().then(() => location.replace('/'), (problem) => say(problem.message));
  });

  // Files are chosen by the button, or dropped anywhere.

  $('files').addEventListener('change', () => {
    addAll([...$('files').files]);
    $('files').value = '';
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('over');
  });
  addEventListener('dragleave', () => document.body.classList.remove('over'));
  addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('over');
    addAll([...event.dataTransfer.files]);
  });

  server.profiles().then((profiles) => {
    for (const profile of profiles) {
      kinds.set(profile.name, profile.kind);
      $('profiles').append(el('label', { title: profile.description },
        el('input', { type: 'checkbox', value: profile.name, checked: USUAL.includes(profile.name) }), profile.name));
    }
    find();
    server.session().then((ends) => { $('sign-out').hidden = ends === null; }, () => {});
  }, (problem) => {
    const text = problem.status === 401
      ? `This server requires a signed link to this page: run ./renditions sign ${location.origin}/`
      : problem.message;
    $('profiles').append(el('p', { class: 'problem', text }));
    say(text);
  });
})();
