"use strict";

// Each function returns its observations as plain values; `error` is empty if everything succeeded.

function sleep(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

// True as soon as the condition holds; false after the time limit or a failure.
async function holds(condition, state, until) {
  while (!condition()) {
    if (state.error || performance.now() > until) return false;
    await sleep(20);
  }
  return true;
}

function stuck(media, what) {
  return `${what} did not happen in time: currentTime ${media.currentTime}, duration ${media.duration}, ` +
    `readyState ${media.readyState}, networkState ${media.networkState}`;
}

// hls.js reports failed requests of playlists and segments, and errors of source buffers.
function attach(media, uri, state) {
  if (!Hls.isSupported()) {
    state.error = "hls.js does not run in this browser";
    return null;
  }
  const hls = new Hls({ enableWorker: false });
  hls.on(Hls.Events.ERROR, (event, data) => {
    // The player itself cancels a load, to try a lower rung on a slow machine.
    if (!data.fatal && data.details === Hls.ErrorDetails.INTERNAL_ABORTED) return;
    const more = data.response ? `, HTTP ${data.response.code}` : "";
    const reason = data.error ? `, ${data.error.message}` : "";
    state.reports.push(`${data.type}/${data.details}${more}${reason} ${data.frag ? data.frag.url : data.url || ""}`);
    if (data.fatal) state.error = `hls.js: ${state.reports[state.reports.length - 1]}`;
  });
  hls.on(Hls.Events.LEVEL_SWITCHED, (event, data) => state.levels.push(data.level));
  hls.loadSource(uri);
  hls.attachMedia(media);
  return hls;
}

// Plays from the beginning until the clock has moved, then near the end until it has ended.
async function play(tag, uri, useHls, limit) {
  const until = performance.now() + limit;
  const state = { error: "", reports: [], levels: [] };
  const media = document.createElement(tag);
  media.muted = true;
  media.addEventListener("error", () => {
    const e = media.error;
    state.error = e ? `MediaError ${e.code}: ${e.message || "no message"}` : "an error without a reason";
  });
  document.body.replaceChildren(media);
  let hls = null;
  if (useHls) hls = attach(media, uri, state);
  else media.src = uri;
  let from = 0;
  let to = 0;
  let ended = false;
  try {
    if (!(await holds(() => media.readyState >= 3, state, until))) {
      state.error ||= stuck(media, "enough data to play");
    } else {
      media.play().catch((e) => { state.error ||= `play() was refused: ${e.message}`; });
      from = media.currentTime;
      const step = Math.min(0.1, media.duration / 2);
      if (!(await holds(() => media.currentTime - from >= step, state, until))) {
        state.error ||= stuck(media, "a moving clock");
      }
      to = media.currentTime;
    }
    if (!state.error) {
      if (media.duration - media.currentTime > 0.5) media.currentTime = media.duration - 0.2;
      ended = await holds(() => media.ended, state, until);
      if (!ended) state.error ||= stuck(media, "the end");
    }
    const quality = media.getVideoPlaybackQuality ? media.getVideoPlaybackQuality() : null;
    return {
      error: state.error,
      reports: state.reports,
      levels: state.levels,
      width: media.videoWidth || 0,
      height: media.videoHeight || 0,
      duration: Number.isFinite(media.duration) ? media.duration : 0,
      from,
      to,
      end: media.currentTime,
      ended,
      frames: quality ? quality.totalVideoFrames : 0,
    };
  } finally {
    if (hls) hls.destroy();
    media.removeAttribute("src");
    media.load();
    media.remove();
  }
}

async function show(uri, limit) {
  const image = document.createElement("img");
  const state = { error: "", loaded: false };
  image.addEventListener("load", () => { state.loaded = true; });
  image.addEventListener("error", () => { state.error = "the image can't be loaded or decoded"; });
  image.src = uri;
  document.body.replaceChildren(image);
  if (!(await holds(() => state.loaded, state, performance.now() + limit))) {
    state.error ||= "the image did not load in time";
  } else {
    await image.decode().catch((e) => { state.error = e.message; });
  }
  const seen = { error: state.error, width: image.naturalWidth, height: image.naturalHeight };
  image.remove();
  return seen;
}

// A player's menu of subtitles: each track, whether it is shown from the start, and its cues after it is chosen.
async function texts(uri, limit) {
  const until = performance.now() + limit;
  const state = { error: "", reports: [], levels: [] };
  const media = document.createElement("video");
  media.muted = true;
  document.body.replaceChildren(media);
  const hls = attach(media, uri, state);
  const listed = () => [...media.textTracks].filter((track) => track.kind !== "metadata");
  try {
    if (!(await holds(() => media.readyState >= 3 && listed().length > 0, state, until))) {
      state.error ||= stuck(media, "a list of subtitles");
    }
    const tracks = listed();
    const shown = tracks.map((track) => track.mode === "showing");
    const seen = [];
    for (let i = 0; i < tracks.length && !state.error; i++) {
      tracks.forEach((track, at) => { track.mode = at === i ? "showing" : "disabled"; });
      const read = () => tracks[i].cues && tracks[i].cues.length > 0;
      if (!(await holds(read, state, until))) state.error ||= stuck(media, `reading the cues of ${tracks[i].label}`);
      seen.push({
        kind: tracks[i].kind,
        label: tracks[i].label,
        language: tracks[i].language,
        shown: shown[i],
        cues: [...(tracks[i].cues || [])].map((cue) =>
          `${cue.startTime}-${cue.endTime} ${cue.snapToLines ? "" : "at "}${cue.line} ${cue.position} ${cue.align} ${cue.text}`),
      });
    }
    return { error: state.error, reports: state.reports, tracks: seen, listed: listed().length };
  } finally {
    if (hls) hls.destroy();
    media.remove();
  }
}
