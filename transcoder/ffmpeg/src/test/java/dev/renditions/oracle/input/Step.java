package dev.renditions.oracle.input;

import java.io.IOException;

/** A change to a file after its encode. */
public sealed interface Step {
    /**
     * Another run of ffmpeg.
     *
     * @param options arguments before the input file; empty for none
     * @param arguments after the input file
     * @param extension of the new file
     */
    record Rewrap(String options, String arguments, String extension) implements Step {}

    /**
     * A change of its bytes.
     *
     * @param words readable description, which must be unique for a change
     * @param change the change
     */
    record Patch(String words, Change change) implements Step {}

    /** Changes the bytes of a file. */
    @FunctionalInterface
    interface Change {
        /** Returns the changed bytes; may change the given array. */
        byte[] of(byte[] bytes) throws IOException;
    }
}
