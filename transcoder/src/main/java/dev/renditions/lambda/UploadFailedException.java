package dev.renditions.lambda;

import java.util.List;

/** Renditions of an event's uploads could not be made; all of them together. */
public final class UploadFailedException extends RuntimeException {
    private final List<String> failures;

    /**
     * Names them all.
     *
     * @param failures a sentence for each
     */
    public UploadFailedException(List<String> failures) {
        super(String.join("; ", failures));
        this.failures = List.copyOf(failures);
    }

    /** A sentence for each rendition, or record, that failed. */
    public List<String> failures() {
        return failures;
    }
}
