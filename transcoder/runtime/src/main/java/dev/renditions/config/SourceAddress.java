package dev.renditions.config;

import dev.renditions.s3.S3Uri;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What a user named as a source. */
public sealed interface SourceAddress permits SourceAddress.Local, SourceAddress.S3Object {
    /** What to call it to a person. */
    String name();

    /**
     * A local file. Kept as a path: a file's name may not survive being made a text and a path again.
     *
     * @param path where it is
     */
    record Local(Path path) implements SourceAddress {
        @Override
        public String name() {
            return path.toString();
        }
    }

    /**
     * An object in S3.
     *
     * @param uri its bucket and its key, which is not empty
     */
    record S3Object(S3Uri uri) implements SourceAddress {
        @Override
        public String name() {
            return uri.toString();
        }
    }

    /**
     * Reads a path, or {@code s3://bucket/key}, which is taken literally.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static SourceAddress parse(String text) {
        if (S3Uri.isOne(text)) {
            S3Uri uri = S3Uri.parse(text);
            if (uri.key().isEmpty() || uri.key().endsWith("/")) {
                throw new IllegalArgumentException("'" + text + "' is no object; name one as s3://BUCKET/KEY");
            }
            return new S3Object(uri);
        }
        try {
            return new Local(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no path: " + e.getReason(), e);
        }
    }
}
