package dev.renditions.ffmpeg.order;

/**
 * When an order is made among the orders of one source: the cheapest kinds come first, so that an expensive one that uses up
 * the time does not take them with it.
 */
public enum EncodeOrder {
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

    /** Whether all orders of a turn are made by one run over the source. */
    public boolean together() {
        return this == AUDIO || this == VIDEO;
    }
}
