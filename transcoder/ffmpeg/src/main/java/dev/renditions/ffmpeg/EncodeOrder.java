package dev.renditions.ffmpeg;

import dev.renditions.kind.Plan;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.waveform.WaveformPlan;

/**
 * When an order is made among the orders of one source: the cheapest kinds come first, so that an expensive one that uses up
 * the time does not take them with it.
 */
enum EncodeOrder {
    /** One frame. */
    PICTURE,
    /** Texts, which are read without decoding a frame. */
    CAPTIONS,
    /** A few seconds of frames. */
    PREVIEW,
    /** All audio, decoded. */
    WAVEFORM,
    /** All audio, decoded, measured and encoded; several share a run. */
    AUDIO,
    /** The key frames, or all frames where key frames are rare. */
    STORYBOARD,
    /** All packets, of which at most the audio is decoded. */
    COPIED_PICTURE,
    /** All frames, decoded and encoded; several share a run, since decoding costs about a fifth of an encode. */
    VIDEO;

    static EncodeOrder of(Plan.Make plan) {
        if (plan instanceof VideoPlan video) {
            return video.copiesPicture() ? COPIED_PICTURE : VIDEO;
        }
        if (plan instanceof StreamingPlan) {
            return VIDEO;
        }
        if (plan instanceof AudioPlan) {
            return AUDIO;
        }
        if (plan instanceof WaveformPlan) {
            return WAVEFORM;
        }
        if (plan instanceof StoryboardPlan) {
            return STORYBOARD;
        }
        if (plan instanceof PreviewPlan) {
            return PREVIEW;
        }
        return plan instanceof CaptionsPlan ? CAPTIONS : PICTURE;
    }

    /** Whether all orders of a turn are made by one run over the source. */
    boolean together() {
        return this == AUDIO || this == VIDEO;
    }
}
