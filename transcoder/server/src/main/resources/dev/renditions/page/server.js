// Talks to the server.
'use strict';
window.Renditions.server = (() => {
  const path = (...parts) => parts.map(encodeURIComponent).join('/');

  const target = (profile, bucket, key) => `/v1/renditions/${path(profile, bucket, ...key.split('/'))}`;

  /** Where a player begins: players go by the name that a link ends in. */
  const stream = (profile, bucket, key) => `/v1/streams/${path(profile, bucket, ...key.split('/'), 'master.m3u8')}`;

  /** A name that may stand in a path; the server sees to the rest. */
  const plain = (name) => {
    const kept = name.replace(/\p{Surrogate}/gu, '_').replace(/[/\\]/g, '_').replace(/\p{Cc}/gu, '_');
    return kept === '' || kept === '.' || kept === '..' ? 'file' : kept.slice(0, 200);
  };

  /** Sends a file; tells how far it is. */
  const upload = (file, progress) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/v1/uploads/${path(plain(file.name))}`);
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => progress(event.total ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Error(request.response?.detail ?? `the server answers ${request.status}`));
    });
    request.addEventListener('error', () => reject(new Error('the server does not answer')));
    request.send(file);
  });

  /** Where a rendition stands; a retry has it tried again though it failed before. */
  const rendition = async (profile, bucket, key, retry) => {
    const begun = performance.now();
    const answer = await fetch(`${target(profile, bucket, key)}${retry ? '?retry=true' : ''}`, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
    });
    const body = await answer.json();
    return {
      status: answer.status,
      body,
      outcome: answer.headers.get('Renditions-Outcome'),
      seconds: (performance.now() - begun) / 1000,
      again: Number(answer.headers.get('Retry-After')) || 2,
    };
  };

  const json = async (url) => {
    const answer = await fetch(url, { cache: 'no-store' });
    const body = await answer.json();
    if (!answer.ok) {
      throw Object.assign(new Error(body.detail ?? `the server answers ${answer.status}`), { status: answer.status });
    }
    return body;
  };

  const profiles = async () => (await json('/v1/profiles')).profiles;

  const stored = (search, after) => json(`/v1/stored?limit=50&search=${path(search)}&after=${path(after)}`);

  /** When this page's session ends; null where there is none. */
  const session = async () => (await json('/v1/session')).ends;

  /** Ends it, here and on the server. */
  const signOut = async () => {
    const answer = await fetch('/v1/session', { method: 'DELETE' });
    if (!answer.ok && answer.status !== 401) throw new Error(`the server answers ${answer.status}`);
  };

  /** Hears what happens. */
  const listen = ({ job, result, connected }) => {
    const events = new EventSource('/v1/events');
    events.addEventListener('open', () => connected(true));
    events.addEventListener('error', () => {
      connected(false);
      // A browser gives up for good on a server that answers with an error, such as one that stops.
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000, { job, result, connected });
    });
    events.addEventListener('job', (event) => job(JSON.parse(event.data)));
    events.addEventListener('result', (event) => result(JSON.parse(event.data)));
  };

  return { upload, rendition, profiles, stored, listen, stream, session, signOut };
})();
