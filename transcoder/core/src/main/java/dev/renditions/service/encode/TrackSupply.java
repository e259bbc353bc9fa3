package dev.renditions.service.encode;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.api.track.TrackUse;
import dev.renditions.index.TrackId;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.index.LookupCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tracks for one run of encodes: local copies of those that exist, and the leases of those that this worker encodes. Closing
 * it deletes the copies and ends the leases that are left. Not thread-safe.
 */
final class TrackSupply implements AutoCloseable {
    private final TrackPlan plan;
    private final TrackLibrary library;
    private final RenditionLeases leases;
    private final Map<TrackRecipe, LeaseRenewer> held = new HashMap<>();
    private final TrackCopies copies;
    private final Set<TrackRecipe> wanted;
    private final Set<TrackRecipe> attributed = new HashSet<>();
    private final List<MissingRendition> complete = new ArrayList<>();
    private final List<MissingRendition> deferred = new ArrayList<>();
    private final Map<TrackRecipe, Joined> joined = new HashMap<>();
    private final Map<TrackRecipe, SegmentedTrack> segmented = new HashMap<>();
    private boolean busyInStore;

    /**
     * Supplies nothing yet.
     *
     * @param missing the renditions that need tracks
     */
    TrackSupply(
            TrackPlan plan,
            TrackLibrary library,
            RenditionLeases leases,
            TrackCopies copies,
            List<MissingRendition> missing) {
        this.wanted = missing.stream()
                .flatMap(rendition -> plan.tracks(rendition).stream())
                .collect(Collectors.toSet());
        this.plan = plan;
        this.library = library;
        this.leases = leases;
        this.copies = copies;
    }

    TrackPlan plan() {
        return plan;
    }

    /** The renditions all of whose tracks are copied or leased. */
    List<MissingRendition> complete() {
        return List.copyOf(complete);
    }

    /** All tracks of a rendition are copied or leased. */
    void complete(MissingRendition rendition) {
        complete.add(rendition);
    }

    /** The renditions that need a track which another worker encodes. */
    List<MissingRendition> deferred() {
        return List.copyOf(deferred);
    }

    /** Whether one of the workers that renditions are deferred for has its lease in the store. */
    boolean isBusyInStore() {
        return busyInStore;
    }

    /** Leaves a rendition to a later supply. */
    void defer(MissingRendition rendition, boolean inStore) {
        deferred.add(rendition);
        busyInStore |= inStore;
    }

    /** Local copies of the tracks that exist. */
    TrackCopies copies() {
        return copies;
    }

    /** The tracks whose leases this worker has. */
    Set<TrackRecipe> leased() {
        return Set.copyOf(held.keySet());
    }

    /**
     * A track that was joined from its segments.
     *
     * @param file the local file that has it
     * @param encodeTime how long the encode of all segments took, estimated from those that this worker encoded; empty if it
     *     encoded none
     * @param spent how long this worker encoded segments of it
     */
    record Joined(Path file, Optional<Duration> encodeTime, Duration spent) {}

    /** A leased track is encoded in segments. */
    void segment(SegmentedTrack track) {
        segmented.put(track.recipe(), track);
    }

    /** A leased track was joined from its segments. */
    void join(SegmentedTrack track, Joined file) {
        joined.put(track.recipe(), file);
    }

    /** Whether a rendition has a track that was joined. */
    boolean isJoined(MissingRendition rendition) {
        return rendition.plan().tracks().stream().anyMatch(joined::containsKey);
    }

    /** The tracks that are not encoded by the run that makes the renditions: those that exist, and those that were joined. */
    List<ReadyTrack> ready() {
        return Stream.concat(
                        copies.ready().stream(),
                        joined.entrySet().stream()
                                .map(track -> new ReadyTrack(
                                        track.getKey(), track.getValue().file())))
                .toList();
    }

    /** The ready tracks that a rendition was made from. */
    List<ReadyTrack> used(List<AssembledTrack> tracks) {
        return Stream.concat(
                        copies.used(tracks).stream(),
                        ready().stream()
                                .filter(track -> joined.containsKey(track.recipe()))
                                .filter(track -> tracks.stream()
                                        .anyMatch(used -> used.recipe().equals(track.recipe()))))
                .toList();
    }

    /**
     * Ready tracks turned out to be unusable. Copies count as absent from now on.
     *
     * @param reason why
     * @param whole receives those that were joined from segments
     * @return whether any of them was a ready one, so that another attempt will be different
     */
    boolean reject(List<TrackRecipe> recipes, RuntimeException reason, Consumer<SegmentedTrack> whole) {
        List<SegmentedTrack> wrong = recipes.stream()
                .filter(joined::containsKey)
                .flatMap(recipe -> Stream.ofNullable(segmented.get(recipe)))
                .toList();
        wrong.forEach(whole);
        return copies.reject(recipes, reason) || !wrong.isEmpty();
    }

    /** Those tracks of a rendition that this worker encoded in segments, or tried to. */
    List<SegmentedTrack> segmented(List<AssembledTrack> tracks) {
        return tracks.stream()
                .flatMap(track -> Stream.ofNullable(segmented.get(track.recipe())))
                .toList();
    }

    /** How long this worker encoded segments of these tracks. */
    Duration spentOnSegments(List<AssembledTrack> tracks) {
        return tracks.stream()
                .flatMap(track -> Stream.ofNullable(joined.get(track.recipe())))
                .map(Joined::spent)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** This worker encodes a track. */
    void hold(TrackRecipe encoded, LeaseRenewer renewer) {
        held.put(encoded, renewer);
    }

    /** Whether this worker has the lease of a track. */
    boolean leases(TrackRecipe encoded) {
        return held.containsKey(encoded);
    }

    /** Ends the lease of a track, if it is held. */
    void release(TrackRecipe encoded) {
        Optional.ofNullable(held.remove(encoded)).ifPresent(renewer -> leases.release(renewer.stop()));
    }

    /**
     * The tracks of a rendition that was made. A track that several renditions share counts as encoded for the first of them that is
     * published, whichever it was encoded for: that one may have failed.
     */
    List<AssembledTrack> attributed(List<AssembledTrack> tracks) {
        return tracks.stream()
                .map(track -> new AssembledTrack(
                        track.recipe(), track.file(), encodeTime(track), isEncodedHere(track) && isFirst(track)))
                .toList();
    }

    /** Of a track in segments, one segment is enough. */
    private boolean isEncodedHere(AssembledTrack track) {
        return Optional.ofNullable(joined.get(track.recipe()))
                .map(segments -> segments.encodeTime().isPresent())
                .orElseGet(() -> copies.of(track).isEmpty());
    }

    private boolean isFirst(AssembledTrack track) {
        return attributed.add(track.recipe().encoded());
    }

    /**
     * The tracks of a rendition as its manifest lists them: those that other renditions can use. Copied ones keep the engine that
     * encoded them.
     */
    List<RenditionTrack> listed(List<AssembledTrack> tracks) {
        return tracks.stream()
                .flatMap(track -> Stream.ofNullable(plan.ids().get(track.recipe()))
                        .map(id -> new RenditionTrack(id, track.file(), encodeTime(track), engine(track))))
                .toList();
    }

    /** Which tracks of a rendition were encoded for it, of those that other renditions can use. */
    TrackUse use(List<AssembledTrack> tracks) {
        return new TrackUse(ids(tracks, true), ids(tracks, false));
    }

    private List<TrackId> ids(List<AssembledTrack> tracks, boolean encoded) {
        return tracks.stream()
                .filter(track -> track.encoded() == encoded)
                .flatMap(track -> Stream.ofNullable(plan.ids().get(track.recipe())))
                .toList();
    }

    /** The engine of a copied track; empty if the track was encoded here. */
    private Optional<String> engine(AssembledTrack track) {
        return copies.of(track).map(stored -> stored.rendition().manifest().engineOf(stored.track()));
    }

    /** The encode time that is saved by tracks that were not encoded for their rendition. */
    Duration saved(List<AssembledTrack> tracks) {
        return tracks.stream()
                .filter(track -> !track.encoded())
                .map(this::encodeTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration encodeTime(AssembledTrack track) {
        return copies.of(track)
                .map(stored -> stored.track().encodeTime())
                .or(() -> Optional.ofNullable(joined.get(track.recipe())).flatMap(Joined::encodeTime))
                .orElse(track.encodeTime());
    }

    /** Counts the tracks of a rendition that was made here. */
    void count(String profile, List<AssembledTrack> tracks, LookupCounters counters) {
        for (AssembledTrack track : tracks) {
            if (track.encoded()) {
                counters.add(profile, LookupMetric.TRACK_ENCODED);
            } else {
                counters.addReusedTrack(profile, encodeTime(track));
            }
        }
    }

    /** Records the tracks of a published rendition, and ends the leases of those that were encoded for it. */
    void published(StoredRendition rendition, List<AssembledTrack> tracks) {
        if (plan.ids().isEmpty()) {
            return;
        }
        library.record(rendition, copies.usable(plan.found()), copies.unusable());
        tracks.forEach(track -> releaseAfter(track.recipe()));
    }

    /** A track that others copy without its priming stays leased until the rendition with the priming is published. */
    private void releaseAfter(TrackRecipe published) {
        TrackRecipe encoded = published.encoded();
        if (published.equals(encoded) || !wanted.contains(encoded)) {
            release(encoded);
        }
    }

    @Override
    public void close() {
        List.copyOf(held.keySet()).forEach(this::release);
        copies.close();
    }
}
