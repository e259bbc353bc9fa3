package dev.renditions.ffmpeg.order;

/**
 * When an order is made among the orders of one source. The cheapest kinds come first, so that they succeed even if an
 * expensive one uses up the time.
 */
public enum EncodeOrder {
    /** One frame. */
    IMAGE,
    /** Captions, which are read without decoding a frame. */
    CAPTIONS,
    /** A few seconds of frames. */
    PREVIEW,
    /** All audio, decoded. */
    WAVEFORM,
    /** All audio, decoded, measured and encoded; all tracks share a run. */
    AUDIO,
    /** The key frames, or all frames where key frames are rare. */
    STORYBOARD,
    /** All packets, of which at most the audio is decoded. */
    COPIED_VIDEO,
    /** All frames, decoded and encoded; all tracks share a run, since decoding costs about a fifth of an encode. */
    VIDEO;

    /** Whether all orders of this kind are made by one run over the source. */
    public boolean sharesRun() {
        return this == AUDIO || this == VIDEO;
    }
}
