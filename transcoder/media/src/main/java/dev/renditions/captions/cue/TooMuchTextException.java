package dev.renditions.captions.cue;

/** A file has more text than its output may have. */
public final class TooMuchTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchTextException(long mostBytes) {
        super("its subtitles have more than " + mostBytes + " bytes of text");
    }
}
