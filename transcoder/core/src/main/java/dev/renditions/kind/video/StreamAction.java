package dev.renditions.kind.video;

/** How a stream of the source gets into an output. */
public enum StreamAction {
    /** Its packets are copied unchanged. */
    COPY,
    /** It is decoded and encoded. */
    ENCODE
}
