package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.encoder.TrackEncoder.Wanted;
import dev.renditions.ffmpeg.process.DeadlineGuard;
import dev.renditions.kind.TrackRecipe;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the work of a run is divided if it takes too long: the orders that need its heaviest track are made after the others.
 * Immutable.
 *
 * @param first the orders that do not need that track, the cheapest first; at least one
 * @param last the orders that need it; at least one
 * @param shares what is encoded for the first orders, as parts of the work
 */
record WorkDivision(List<Order> first, List<Order> last, DeadlineGuard.Shares shares) {
    /** Copies the lists. */
    WorkDivision {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    /**
     * The division of a run.
     *
     * @param needs the tracks that each order needs of the run, the cheapest order first
     * @param wanted the tracks of the run, each for its owner
     * @return empty if all orders need the heaviest track of every owner: no work can be put off
     */
    static Optional<WorkDivision> of(Map<Order, List<TrackRecipe>> needs, List<Wanted> wanted) {
        Map<Order, List<Wanted>> owned = new LinkedHashMap<>();
        needs.keySet().forEach(order -> {
            List<Wanted> own =
                    wanted.stream().filter(track -> track.owner().equals(order)).toList();
            if (!own.isEmpty()) {
                owned.put(order, own);
            }
        });
        return owned.values().stream()
                .sorted(Comparator.comparing(WorkDivision::weight).reversed())
                .map(own -> own.stream()
                        .max(Comparator.comparing(Wanted::weight))
                        .orElseThrow()
                        .recipe())
                .flatMap(heaviest -> without(heaviest, needs, wanted).stream())
                .findFirst();
    }

    private static Optional<WorkDivision> without(
            TrackRecipe heaviest, Map<Order, List<TrackRecipe>> needs, List<Wanted> wanted) {
        List<Order> last = needs.keySet().stream()
                .filter(order -> Objects.requireNonNull(needs.get(order)).contains(heaviest))
                .toList();
        List<Order> first =
                needs.keySet().stream().filter(order -> !last.contains(order)).toList();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        double all = weight(wanted);
        Set<TrackRecipe> lighter = new HashSet<>();
        first.forEach(order -> lighter.addAll(Objects.requireNonNull(needs.get(order))));
        long lightest = first.stream()
                .mapToLong(order -> weight(of(Objects.requireNonNull(needs.get(order)), wanted)))
                .min()
                .orElseThrow();
        return Optional.of(new WorkDivision(
                first, last, new DeadlineGuard.Shares(lightest / all, weight(of(lighter, wanted)) / all)));
    }

    private static List<Wanted> of(Collection<TrackRecipe> recipes, List<Wanted> wanted) {
        return wanted.stream().filter(track -> recipes.contains(track.recipe())).toList();
    }

    private static long weight(List<Wanted> tracks) {
        return tracks.stream().mapToLong(Wanted::weight).sum();
    }
}
