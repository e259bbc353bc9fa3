package dev.renditions.oracle.input;

import java.io.IOException;

/** What is done to a file after it was encoded. */
public sealed interface Step {
    /**
     * Another run of ffmpeg.
     *
     * @param options what stands before the file on the command line; empty for nothing
     * @param arguments what stands behind it
     * @param extension of the new file
     */
    record Rewrap(String options, String arguments, String extension) implements Step {}

    /**
     * A change of its bytes.
     *
     * @param words what is changed, for people; another text for another change
     * @param change the change
     */
    record Patch(String words, Change change) implements Step {}

    /** From bytes to bytes. */
    @FunctionalInterface
    interface Change {
        /** The changed bytes; those given may be changed. */
        byte[] of(byte[] bytes) throws IOException;
    }
}
