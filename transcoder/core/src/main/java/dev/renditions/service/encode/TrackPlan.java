package dev.renditions.service.encode;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.track.Explanation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tracks that renditions of one source need, and those of them that existed when they were looked up. Immutable.
 *
 * @param ids the ID of each recipe that a track can be made by or copied from; empty if no track is shared
 * @param found the tracks that existed
 */
record TrackPlan(Map<TrackRecipe, TrackId> ids, Map<TrackId, ObjectStore.StoredTrack> found) {
    /** No track is shared with other renditions. */
    static final TrackPlan NONE = new TrackPlan(Map.of(), Map.of());

    TrackPlan {
        ids = Map.copyOf(ids);
        found = Map.copyOf(found);
    }

    /** All recipes that tracks of these renditions can be made by or copied from. */
    static Set<TrackRecipe> recipes(List<MissingRendition> missing) {
        return missing.stream()
                .flatMap(rendition -> rendition.plan().tracks().stream())
                .flatMap(recipe -> recipe.sources().stream())
                .collect(Collectors.toSet());
    }

    /** The shared tracks of a rendition, in the order in which all workers lease them. */
    List<TrackRecipe> tracks(MissingRendition rendition) {
        return rendition.plan().tracks().stream()
                .filter(ids::containsKey)
                .sorted(Comparator.comparing(recipe -> id(recipe.encoded()).toString()))
                .toList();
    }

    /**
     * The same tracks after another look-up, which finds no tracks in renditions of earlier versions: what is known of those
     * stays.
     */
    TrackPlan with(Map<TrackId, ObjectStore.StoredTrack> foundNow) {
        Map<TrackId, ObjectStore.StoredTrack> all = new HashMap<>(found);
        all.values().removeIf(track -> track.rendition().manifest().tracks().contains(track.track()));
        all.putAll(foundNow);
        return new TrackPlan(ids, all);
    }

    /** The ID of a shared track. */
    TrackId id(TrackRecipe recipe) {
        return Objects.requireNonNull(ids.get(recipe), "not a shared track");
    }

    /** The IDs of the tracks that a track can be copied from, the best first. */
    List<TrackId> sources(TrackRecipe recipe) {
        return recipe.sources().stream()
                .flatMap(source -> Stream.ofNullable(ids.get(source)))
                .toList();
    }

    /**
     * The tracks of a rendition, and where they exist.
     *
     * @param exists whether the file of a track that a manifest lists is there
     * @param segments decides which of the tracks that do not exist are encoded in segments
     */
    List<Explanation.Track> explained(
            MissingRendition rendition,
            Predicate<ObjectStore.StoredTrack> exists,
            Function<Collection<TrackRecipe>, Map<VideoRecipe, Segmentation>> segments) {
        Map<TrackRecipe, URI> files = new LinkedHashMap<>();
        for (TrackRecipe recipe : tracks(rendition)) {
            sources(recipe).stream()
                    .flatMap(source -> Stream.ofNullable(found.get(source)))
                    .filter(exists)
                    .findFirst()
                    .ifPresent(track -> files.put(recipe, track.rendition().uri(track.file())));
        }
        Map<VideoRecipe, Segmentation> decided = segments.apply(tracks(rendition).stream()
                .filter(recipe -> !files.containsKey(recipe))
                .toList());
        return tracks(rendition).stream()
                .map(recipe -> new Explanation.Track(
                        id(recipe),
                        recipe.summary(),
                        Optional.ofNullable(files.get(recipe)),
                        Optional.ofNullable(decided.get(recipe))))
                .toList();
    }

    /**
     * What has to be encoded for a rendition: less than its plan states if tracks exist.
     *
     * @param others the tracks that are encoded for other renditions of the request
     */
    List<EncoderEffort> efforts(MissingRendition rendition, Set<TrackRecipe> others) {
        Plan.Make plan = rendition.plan();
        List<EncoderEffort> all = plan.cost().efforts();
        Optional<Duration> length = plan.duration();
        List<TrackRecipe> missing = plan.tracks().stream()
                .filter(recipe -> sources(recipe).stream().noneMatch(found::containsKey))
                .filter(recipe -> !others.contains(recipe.encoded()))
                .toList();
        if (missing.size() == plan.tracks().size() || length.isEmpty()) {
            return all;
        }
        return efforts(missing, length.get());
    }

    /** Audio counts only if no video is encoded, which costs far more. */
    static List<EncoderEffort> efforts(List<TrackRecipe> recipes, Duration length) {
        boolean video = recipes.stream().anyMatch(TrackPlan::isVideo);
        return recipes.stream()
                .filter(recipe -> !video || isVideo(recipe))
                .map(recipe -> recipe.effort(length))
                .toList();
    }

    private static boolean isVideo(TrackRecipe recipe) {
        return recipe.kind() == TrackKind.VIDEO;
    }
}
