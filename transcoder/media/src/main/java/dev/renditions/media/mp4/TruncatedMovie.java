package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An MP4 or MOV file that is truncated within its media, for example because its writer was stopped or its upload was
 * interrupted.
 *
 * @param bytes the size of the complete file in bytes, as far as its boxes state it
 */
public record TruncatedMovie(long bytes) {
    private static final Set<String> MEDIA = Set.of("moof", "mdat");

    /** Checks a file; empty if it is not truncated. */
    public static Optional<TruncatedMovie> of(Path file) throws IOException {
        try (BoxFile boxes = BoxFile.open(file)) {
            return boxes.brokenOff()
                    .filter(box -> MEDIA.contains(box.type()))
                    .map(box -> new TruncatedMovie(box.end()));
        }
    }
}
