package dev.renditions.config;

import dev.renditions.s3.S3Uri;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A source that a user named. */
public sealed interface SourceAddress permits SourceAddress.Local, SourceAddress.S3Object {
    /** The name for messages. */
    String name();

    /**
     * A local file. Kept as a path, since some file names can't be converted to text and back.
     *
     * @param path the file
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
     * Parses a path, or {@code s3://bucket/key}, which is taken literally.
     *
     * @throws IllegalArgumentException for anything else
     */
    static SourceAddress parse(String text) {
        if (S3Uri.isOne(text)) {
            S3Uri uri = S3Uri.parse(text);
            if (uri.key().isEmpty() || uri.key().endsWith("/")) {
                throw new IllegalArgumentException("'" + text + "' is not an object; write s3://BUCKET/KEY");
            }
            return new S3Object(uri);
        }
        try {
            return new Local(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason(), e);
        }
    }
}
