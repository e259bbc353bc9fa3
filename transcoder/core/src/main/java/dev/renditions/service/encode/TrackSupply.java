package dev.renditions.service.encode;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.api.track.TrackUse;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.workspace.DiskReservations;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tracks for one run of encodes: local copies of those that exist, and the leases of those that this worker encodes. Closing
 * it deletes the copies and ends the leases that are left. Not thread-safe.
 */
final class TrackSupply implements AutoCloseable {
    private final TrackPlan plan;
    private final TrackLibrary library;
    private final RenditionLeases leases;
    private final RenditionRequest request;
    private final Map<TrackRecipe, LeaseRenewer> held = new HashMap<>();
    private final Map<TrackRecipe, Copy> copies = new LinkedHashMap<>();
    private final Map<Origin, Optional<Path>> files = new HashMap<>();
    private final Set<TrackRecipe> wanted;
    private final Set<TrackRecipe> attributed = new HashSet<>();
    private final List<MissingRendition> complete = new ArrayList<>();
    private final List<MissingRendition> deferred = new ArrayList<>();
    private boolean busyInStore;
    private Workspace.@Nullable Folder folder;

    /** A local copy of a track. */
    private record Copy(Path file, RenditionTrack track) {}

    /** A file of a rendition, which may have several tracks. */
    private record Origin(RenditionKey rendition, RenditionFile file) {}

    TrackSupply(
            TrackPlan plan,
            TrackLibrary library,
            RenditionLeases leases,
            RenditionRequest request,
            List<MissingRendition> missing) {
        this.wanted = missing.stream()
                .flatMap(rendition -> plan.tracks(rendition).stream())
                .collect(Collectors.toSet());
        this.plan = plan;
        this.library = library;
        this.leases = leases;
        this.request = request;
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

    /** The tracks that are copied instead of encoded. */
    List<ReadyTrack> ready() {
        return copies.entrySet().stream()
                .map(copy -> new ReadyTrack(copy.getKey(), copy.getValue().file()))
                .toList();
    }

    /** Whether a track can be copied from one of those that were found. Copies its file, if that has not been done yet. */
    boolean copied(TrackRecipe recipe, Map<TrackId, ObjectStore.StoredTrack> found) {
        for (TrackRecipe source : recipe.sources()) {
            if (copies.containsKey(source)) {
                return true;
            }
            Optional<ObjectStore.StoredTrack> track =
                    Optional.ofNullable(plan.ids().get(source)).flatMap(id -> Optional.ofNullable(found.get(id)));
            Optional<Path> file = track.flatMap(this::fetched);
            if (file.isPresent()) {
                copies.put(source, new Copy(file.get(), track.orElseThrow().track()));
                return true;
            }
        }
        return false;
    }

    private Optional<Path> fetched(ObjectStore.StoredTrack track) {
        Origin origin = new Origin(track.rendition().manifest().key(), track.file());
        return files.computeIfAbsent(origin, missing -> fetch(track));
    }

    private Optional<Path> fetch(ObjectStore.StoredTrack track) {
        Path target = folder().resolve("track-" + files.size());
        try (DiskReservations.Reservation reserved = request.freeSpace()
                .reserve(
                        track.file().bytes(),
                        "the tracks of " + request.source().name())) {
            reserved.into(List.of(folder()));
            return library.fetch(track, target) ? Optional.of(target) : Optional.empty();
        }
    }

    private Path folder() {
        Workspace.Folder opened = folder;
        if (opened == null) {
            opened = request.folderForTracks();
            folder = opened;
        }
        return opened.path();
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
                        track.recipe(),
                        track.file(),
                        track.encodeTime(),
                        copy(track).isEmpty() && isFirst(track)))
                .toList();
    }

    private boolean isFirst(AssembledTrack track) {
        return attributed.add(track.recipe().encoded());
    }

    /** The tracks of a rendition as its manifest lists them: those that other renditions can use. */
    List<RenditionTrack> listed(List<AssembledTrack> tracks) {
        return tracks.stream()
                .flatMap(track -> Stream.ofNullable(plan.ids().get(track.recipe()))
                        .map(id -> new RenditionTrack(id, track.file(), encodeTime(track))))
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

    /** The encode time that is saved by tracks that were not encoded for their rendition. */
    Duration saved(List<AssembledTrack> tracks) {
        return tracks.stream()
                .filter(track -> !track.encoded())
                .map(this::encodeTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration encodeTime(AssembledTrack track) {
        return copy(track).map(copy -> copy.track().encodeTime()).orElse(track.encodeTime());
    }

    private Optional<Copy> copy(AssembledTrack track) {
        return track.recipe().sources().stream()
                .flatMap(source -> Stream.ofNullable(copies.get(source)))
                .findFirst();
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
        library.record(rendition, plan.found());
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
        Workspace.Folder opened = folder;
        if (opened != null) {
            opened.close();
        }
    }
}
