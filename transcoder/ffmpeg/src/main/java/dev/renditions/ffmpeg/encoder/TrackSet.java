package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.track.AudioRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tracks of the orders of one call: those that were ready before, and those that are encoded so far. A file that was encoded
 * is deleted after the last order that needs it. For one thread.
 */
public final class TrackSet {
    private final Map<TrackRecipe, LocalTrack> tracks = new HashMap<>();
    private final Map<TrackRecipe, Integer> uses = new HashMap<>();
    private int files;

    /** The ready tracks of these orders. */
    public TrackSet(Collection<Order> orders) {
        for (Order order : orders) {
            order.ready().stream()
                    .map(ready -> new LocalTrack(ready.recipe(), ready.file(), Duration.ZERO, Optional.empty()))
                    .forEach(track -> tracks.putIfAbsent(track.recipe(), track));
            use(order);
        }
    }

    private TrackSet(Order order) {
        use(order);
    }

    /** The tracks of an order of which none is ready, whatever it has. */
    static TrackSet noneOf(Order order) {
        return new TrackSet(order);
    }

    private void use(Order order) {
        encodable(order).forEach(recipe -> uses.merge(recipe, 1, Integer::sum));
    }

    /** What is encoded for a recipe: priming is left out when a rendition is assembled, so that others can use the track. */
    private static TrackRecipe encodable(TrackRecipe recipe) {
        return recipe instanceof AudioRecipe audio ? audio.withPriming() : recipe;
    }

    private static Stream<TrackRecipe> encodable(Order order) {
        return order.plan().tracks().stream().map(TrackSet::encodable).distinct();
    }

    /** The recipes to encode before an order can be assembled. */
    List<TrackRecipe> missing(Order order) {
        return order.plan().tracks().stream()
                .filter(recipe -> find(recipe).isEmpty())
                .map(TrackSet::encodable)
                .distinct()
                .toList();
    }

    /** The track for a recipe; empty if it is missing. */
    Optional<LocalTrack> find(TrackRecipe recipe) {
        return recipe.sources().stream()
                .map(tracks::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The tracks of an order that were ready before. */
    List<ReadyTrack> ready(Order order) {
        return order.plan().tracks().stream()
                .flatMap(recipe -> find(recipe).stream())
                .filter(track -> track.owner().isEmpty())
                .distinct()
                .map(track -> new ReadyTrack(track.recipe(), track.file()))
                .toList();
    }

    /** A new file for a track in the folder of its order. */
    Path file(Order order) {
        files++;
        return order.folder().resolve("track-" + files);
    }

    void add(LocalTrack track) {
        tracks.put(track.recipe(), track);
    }

    /** An order needs its tracks no longer. */
    void release(Order order) {
        for (TrackRecipe recipe : encodable(order).toList()) {
            LocalTrack track = tracks.get(recipe);
            if (uses.merge(recipe, -1, Integer::sum) == 0
                    && track != null
                    && track.owner().isPresent()) {
                tracks.remove(recipe);
                delete(track.file());
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Its folder is deleted when the job ends.
        }
    }
}
