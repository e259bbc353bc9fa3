package dev.renditions.media.mp4;

/** The index of a file is larger than in any realistic file. */
public final class LargeIndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LargeIndexException(long bytes, long most) {
        super("its index has " + bytes + " bytes; the limit is " + most);
    }
}
