// Requests to the server.
'use strict';
window.Renditions.server = (() => {
  const path = (...parts) => parts.map(encodeURIComponent).join('/');

  const target = (profile, bucket, key) => `/v1/renditions/${path(profile, bucket, ...key.split('/'))}`;

  /** The link for players, which recognize the format by the file name at its end. */
  const stream = (profile, bucket, key) => `/v1/streams/${path(profile, bucket, ...key.split('/'), 'master.m3u8')}`;

  /** A name that is allowed in a path; the server checks the rest. */
  const plain = (name) => {
    const kept = name.replace(/\p{Surrogate}/gu, '_').replace(/[/\\]/g, '_').replace(/\p{Cc}/gu, '_');
    return kept === '' || kept === '.' || kept === '..' ? 'file' : kept.slice(0, 200);
  };

  /** Uploads a file; reports the progress. */
  const upload = (file, progress) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/v1/uploads/${path(plain(file.name))}`);
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => progress(event.total ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Error(request.response?.detail ?? `the server responds with status ${request.status}`));
    });
    request.addEventListener('error', () => reject(new Error('the server does not answer')));
    request.send(file);
  });

  /** The status of a rendition; with retry, one that failed before is tried again. */
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
      throw Object.assign(new Error(body.detail ?? `the server responds with status ${answer.status}`), { status: answer.status });
    }
    return body;
  };

  const profiles = async () => (await json('/v1/profiles')).profiles;

  const stored = (search, after) => json(`/v1/stored?limit=50&search=${path(search)}&after=${path(after)}`);

  /** When this page's session ends; null without a session. */
  const session = async () => (await json('/v1/session')).ends;

  /** Ends the session, in the browser and on the server. */
  const signOut = async () => {
    const answer = await fetch('/v1/session', { method: 'DELETE' });
    if (!answer.ok && answer.status !== 401) throw new Error(`the server responds with status ${answer.status}`);
  };

  /** Receives events. */
  const listen = ({ job, result, connected }) => {
    const events = new EventSource('/v1/events');
    events.addEventListener('open', () => connected(true));
    events.addEventListener('error', () => {
      connected(false);
      // Browsers stop reconnecting after an error response, such as that of a stopping server.
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000, { job, result, connected });
    });
    events.addEventListener('job', (event) => job(JSON.parse(event.data)));
    events.addEventListener('result', (event) => result(JSON.parse(event.data)));
  };

  return { upload, rendition, profiles, stored, listen, stream, session, signOut };
})();
