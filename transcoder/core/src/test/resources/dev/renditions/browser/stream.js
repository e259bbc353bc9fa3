"use strict";

// Plays streams whose frames show their number as a row of black and white bars, in one of several players, and returns the
// observations as plain values; `error` is empty if everything succeeded.

const BARS = 12;

function sleep(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

// True as soon as the condition holds; false after the time limit or a failure.
async function holds(condition, state, until) {
  while (!condition()) {
    if (state.error || performance.now() > until) return false;
    await sleep(15);
  }
  return true;
}

function script(source) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = source;
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`${source} does not load`)));
    document.head.append(element);
  });
}

// Each opens a stream and returns the same functions.
const PLAYERS = {
  async hls(media, uri, state, until) {
    const hls = new Hls({ enableWorker: false, nudgeMaxRetry: 0 });
    hls.on(Hls.Events.ERROR, (event, data) => {
      // The player itself cancels a load, to try a lower rung on a slow machine.
      if (!data.fatal && data.details === Hls.ErrorDetails.INTERNAL_ABORTED) return;
      state.reports.push(`${data.type}/${data.details} ${data.error ? data.error.message : ""}`);
      if (data.fatal) state.error = `hls.js: ${state.reports.at(-1)}`;
    });
    hls.loadSource(uri);
    hls.attachMedia(media);
    await holds(() => hls.levels && hls.levels.length, state, until);
    return {
      heights: () => hls.levels.map((level) => level.height),
      choose: (height) => { hls.currentLevel = hls.levels.findIndex((level) => level.height === height); },
      texts: () => hls.subtitleTracks.map((track) => track.name),
      show: (index) => { hls.subtitleDisplay = true; hls.subtitleTrack = index; },
      sounds: () => hls.audioTracks.map((track, at) => ({ name: track.name, active: at === hls.audioTrack, choice: at })),
      hear: (choice) => { hls.audioTrack = choice; },
      thumbnail: async () => 0,
      fast: async () => 0,
      close: () => hls.destroy(),
    };
  },

  async shaka(media, uri, state) {
    shaka.polyfill.installAll();
    const player = new shaka.Player();
    player.addEventListener("error", (event) => { state.error = `Shaka: ${event.detail.code}`; });
    try {
      await player.attach(media);
      await player.load(uri);
    } catch (e) {
      state.error = `Shaka: ${e.code} ${e.message}`;
    }
    return {
      heights: () => [...new Set(player.getVariantTracks().map((track) => track.height))],
      choose: (height) => {
        player.configure({ abr: { enabled: false } });
        player.selectVariantTrack(player.getVariantTracks().find((track) => track.height === height), true);
      },
      texts: () => player.getTextTracks().map((track) => track.label),
      show: (index) => {
        player.selectTextTrack(player.getTextTracks()[index]);
        // Version 5.2 delays texts until the next other segment is loaded, and all may be loaded already.
        player.configure({ abr: { enabled: false } });
        player.selectVariantTrack(player.getVariantTracks().find((track) => !track.active), true);
      },
      sounds: () => player.getAudioTracks().map((track) => ({ name: track.label, active: track.active, choice: track })),
      hear: (choice) => player.selectAudioTrack(choice),
      // The width of the thumbnail at a time, and the number of variants with key frames for fast playback.
      thumbnail: async (time) => {
        const [track] = player.getImageTracks();
        return track ? (await player.getThumbnails(track.id, time)).width : 0;
      },
      fast: async () => player.getManifest().variants.filter((variant) => variant.video.trickModeVideo).length,
      close: () => player.destroy(),
    };
  },

  async dash(media, uri, state, until) {
    const player = dashjs.MediaPlayer().create();
    player.updateSettings({ debug: { logLevel: dashjs.Debug.LOG_LEVEL_NONE } });
    player.on(dashjs.MediaPlayer.events.ERROR, (event) => { state.error = `dash.js: ${event.error.message}`; });
    player.initialize(media, uri, false);
    await holds(() => media.readyState >= 1, state, until);
    return {
      heights: () => player.getRepresentationsByType("video").map((track) => track.height),
      choose: (height) => {
        player.updateSettings({
          streaming: { abr: { autoSwitchBitrate: { video: false } }, buffer: { fastSwitchEnabled: true } },
        });
        const rung = player.getRepresentationsByType("video").find((track) => track.height === height);
        player.setRepresentationForTypeById("video", rung.id, true);
      },
      texts: () => player.getTracksFor("text").map((track) => track.labels.map((label) => label.text).join()),
      show: (index) => { player.setTextTrack(index); },
      sounds: () => player.getTracksFor("audio").map((track) => ({
        name: track.labels.map((label) => label.text).join(),
        active: track.index === player.getCurrentTrackFor("audio").index,
        choice: track,
      })),
      hear: (choice) => player.setCurrentTrack(choice),
      thumbnail: (time) => new Promise((resolve) => {
        player.provideThumbnail(time, (thumbnail) => resolve(thumbnail ? thumbnail.width : 0));
      }),
      fast: async () => player.getTracksFor("video").length - 1,
      close: () => player.destroy(),
    };
  },
};

const canvas = document.createElement("canvas");

// The number that the frame on the screen shows, the lowest bit on the left.
function number(media) {
  canvas.width = media.videoWidth;
  canvas.height = media.videoHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(media, 0, 0);
  const row = context.getImageData(0, canvas.height >> 1, canvas.width, 1).data;
  let value = 0;
  for (let bar = 0; bar < BARS; bar++) {
    const x = Math.floor(((bar + 0.5) * canvas.width) / BARS);
    if (row[4 * x] > 128) value |= 1 << bar;
  }
  return value;
}

function cues(media) {
  return [...media.textTracks].flatMap((track) => [...(track.activeCues ?? [])]).map((cue) => cue.text);
}

// Seeks to a time and returns the number that is shown there.
async function seek(media, time, shown, state, until) {
  const before = shown.length;
  media.currentTime = time;
  await holds(() => !media.seeking && media.readyState >= 2, state, until);
  await holds(() => shown.length > before, state, Math.min(until, performance.now() + 2000));
  // The last frame counts: a player may show another one while it seeks.
  await sleep(50);
  return shown.at(-1)?.number ?? -1;
}

// plan: seeks (times), heights (to switch to in turn, each observed at a time of `seeks`), cueAt (a time), rate.
async function stream(source, player, uri, plan, limit) {
  const until = performance.now() + limit;
  const state = { error: "", reports: [] };
  const seen = { seeks: [], switched: [], cues: [], texts: [], shown: [], heights: [], thumbnail: 0, fast: 0 };
  await script(source);
  const media = document.createElement("video");
  media.muted = true;
  media.addEventListener("error", () => { state.error = `MediaError ${media.error.code}: ${media.error.message}`; });
  document.body.replaceChildren(media);
  let shown = [];
  const watch = (now, frame) => {
    shown.push({ time: frame.mediaTime, number: number(media) });
    media.requestVideoFrameCallback(watch);
  };
  media.requestVideoFrameCallback(watch);
  const opened = await PLAYERS[player](media, uri, state, until);
  const stuck = (what) => `${what} did not happen in time: currentTime ${media.currentTime}, duration ${media.duration}, ` +
    `readyState ${media.readyState}`;
  try {
    if (!(await holds(() => media.readyState >= 3 && shown.length, state, until))) state.error ||= stuck("a first frame");
    if (!state.error) {
      seen.first = shown[0];
      seen.buffered = media.buffered.start(0);
      seen.heights = opened.heights();
      seen.texts = opened.texts();
      seen.thumbnail = await opened.thumbnail(plan.seeks[0]);
      seen.fast = await opened.fast();
      // Not tested: a seek while segments are loading. Shaka jumps, and hls.js may never end the stream.
      await holds(() => media.buffered.end(media.buffered.length - 1) > media.duration - 0.1, state,
        Math.min(until, performance.now() + 5000));
      await sleep(200);
      for (const time of plan.seeks) seen.seeks.push(await seek(media, time, shown, state, until));
      for (const height of plan.heights) {
        opened.choose(height);
        await holds(() => media.videoHeight === height, state, Math.min(until, performance.now() + 6000));
        const time = plan.seeks[0];
        const value = await seek(media, time, shown, state, until);
        seen.switched.push({ height: media.videoHeight, number: value });
      }
      if (plan.cueAt >= 0) {
        opened.show(0);
        await seek(media, plan.cueAt, shown, state, until);
        await holds(() => cues(media).length, state, Math.min(until, performance.now() + 4000));
        seen.cues = cues(media);
      }
      shown = [];
      await seek(media, 0, shown, state, until);
      shown = [];
      media.playbackRate = plan.rate;
      media.play().catch((e) => { state.error ||= `play() was refused: ${e.message}`; });
      // Dash.js 5.2.1 ends the stream once, after the last segment, and not if another buffer is still being appended to
      // (signalEndOfStream): the element is at its end then, but "ended" stays false. That does not depend on the manifest.
      const atEnd = () => media.ended || (player === "dash" && media.currentTime >= media.duration);
      if (!(await holds(atEnd, state, until))) state.error ||= stuck("the end");
      seen.shown = shown;
      seen.duration = media.duration;
      seen.end = media.currentTime;
    }
    return { ...seen, error: state.error, reports: state.reports };
  } finally {
    await opened.close();
    media.remove();
  }
}

// The frequency at which an analyser hears the most, in hertz.
function pitch(analyser) {
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  const loudest = bins.reduce((best, level, at) => (level > bins[best] ? at : best), 0);
  return (loudest * analyser.context.sampleRate) / analyser.fftSize;
}

// Chooses audio tracks by their names, one after the other, each until its pitch is heard, and plays the last to its end.
async function sounds(source, player, uri, chosen, limit) {
  const until = performance.now() + limit;
  const state = { error: "", reports: [] };
  const seen = { first: "", listed: [], heard: [], end: 0 };
  await script(source);
  // A muted element would be silent for the analyser, too.
  const media = document.createElement("video");
  media.addEventListener("error", () => { state.error = `MediaError ${media.error.code}: ${media.error.message}`; });
  document.body.replaceChildren(media);
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  context.createMediaElementSource(media).connect(analyser);
  analyser.connect(context.destination);
  const opened = await PLAYERS[player](media, uri, state, until);
  const stuck = (what) => `${what} did not happen in time: currentTime ${media.currentTime}, readyState ${media.readyState}`;
  try {
    if (!(await holds(() => media.readyState >= 3 && opened.sounds().length, state, until))) {
      state.error ||= stuck("a list of audio tracks");
    }
    if (!state.error) {
      await context.resume();
      media.play().catch((e) => { state.error ||= `play() was refused: ${e.message}`; });
      seen.listed = opened.sounds().map((sound) => sound.name);
      seen.first = opened.sounds().find((sound) => sound.active).name;
    }
    for (const [name, hertz] of state.error ? [] : chosen) {
      // The first that is chosen is the default, which plays already.
      const sound = opened.sounds().find((each) => each.name === name);
      if (!sound.active) opened.hear(sound.choice);
      if (!(await holds(() => Math.abs(pitch(analyser) - hertz) < 20, state, until))) {
        state.error ||= stuck(`hearing ${name} at ${hertz} Hz instead of ${pitch(analyser)} Hz`);
        break;
      }
      seen.heard.push(Math.round(pitch(analyser)));
    }
    if (!state.error) media.currentTime = media.duration - 0.8;
    if (!state.error && !(await holds(() => media.ended, state, until))) state.error ||= stuck("the end");
    seen.end = media.currentTime;
    return { ...seen, error: state.error, reports: state.reports };
  } finally {
    await opened.close();
    media.remove();
    await context.close();
  }
}
