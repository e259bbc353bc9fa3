package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An MP4 or MOV file that ends in the middle of its media, as where its writer was stopped or its upload broke off.
 *
 * @param bytes how many it would have if it were whole, as far as it says
 */
public record TruncatedMovie(long bytes) {
    private static final Set<String> MEDIA = Set.of("moof", "mdat");

    /** What a file says; empty if it does not end that way. */
    public static Optional<TruncatedMovie> of(Path file) throws IOException {
        try (BoxFile boxes = BoxFile.open(file)) {
            return boxes.brokenOff()
                    .filter(box -> MEDIA.contains(box.type()))
                    .map(box -> new TruncatedMovie(box.end()));
        }
    }
}
