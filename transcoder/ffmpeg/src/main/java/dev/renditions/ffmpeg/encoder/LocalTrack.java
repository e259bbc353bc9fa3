package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.kind.TrackRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A track in a local file, from which renditions are assembled. Immutable.
 *
 * @param recipe what was encoded
 * @param file a file that has the track, as its only one of this kind
 * @param encodeTime how long the encode took; zero if it was ready before
 * @param owner the folder of the order that it was encoded for; empty if it was ready before
 */
record LocalTrack(TrackRecipe recipe, Path file, Duration encodeTime, Optional<Path> owner) {
    /** Whether it was encoded for this order first. */
    boolean madeFor(Order order) {
        return owner.filter(order.folder()::equals).isPresent();
    }

    /** How its file stores it. */
    TrackForm form() {
        return TrackForm.of(file);
    }
}
