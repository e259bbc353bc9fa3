package dev.renditions.captions.cue;

/** The text of a file exceeds the maximum output size. */
public final class TooMuchTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchTextException(long mostBytes) {
        super("its subtitles have more than " + mostBytes + " bytes of text");
    }
}
