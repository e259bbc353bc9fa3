package dev.renditions.service.encode;

import dev.renditions.api.ObjectStore.StoredTrack;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.workspace.DiskReservations;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Local copies of tracks that exist, for one run of encodes. Closing it deletes them. Not thread-safe. */
final class TrackCopies implements AutoCloseable {
    /** A file up to this size is always copied. */
    private static final long SMALL = 256L << 20;

    private final TrackPlan plan;
    private final TrackLibrary library;
    private final RenditionRequest request;
    private final Set<TrackLocation> unusable;
    private final Supplier<Duration> limit;
    private final Map<TrackRecipe, Copy> copies = new LinkedHashMap<>();
    private final Map<TrackLocation, Optional<Path>> files = new HashMap<>();
    private Workspace.@Nullable Folder folder;

    /** A local copy of a track. */
    private record Copy(Path file, StoredTrack stored) {}

    /**
     * Copies nothing yet.
     *
     * @param unusable files that count as absent; receives those that turn out so
     * @param limit how long the copy of a file may take
     */
    TrackCopies(
            TrackPlan plan,
            TrackLibrary library,
            RenditionRequest request,
            Set<TrackLocation> unusable,
            Supplier<Duration> limit) {
        this.plan = plan;
        this.library = library;
        this.request = request;
        this.unusable = unusable;
        this.limit = limit;
    }

    /** The tracks that are copied instead of encoded. */
    List<ReadyTrack> ready() {
        return copies.entrySet().stream()
                .map(copy -> new ReadyTrack(copy.getKey(), copy.getValue().file()))
                .toList();
    }

    /** Whether a track can be copied from one of those that were found. Copies its file, if that has not been done yet. */
    boolean have(TrackRecipe recipe, Map<TrackId, StoredTrack> found) {
        for (TrackRecipe source : recipe.sources()) {
            if (copies.containsKey(source)) {
                return true;
            }
            Optional<StoredTrack> track = Optional.ofNullable(plan.ids().get(source))
                    .flatMap(id -> Optional.ofNullable(found.get(id)))
                    .filter(stored -> !unusable.contains(location(stored)))
                    .filter(this::isWorthFetching);
            Optional<Path> file = track.flatMap(this::fetched);
            if (file.isPresent()) {
                copies.put(source, new Copy(file.get(), track.orElseThrow()));
                return true;
            }
        }
        return false;
    }

    /**
     * Audio may lie beside a video that nobody needs here. A range of such a file is of no use: its hash is that of the whole, and
     * the audio is spread over all of it. Unless the file is small, the audio is encoded again if less has to be read for that.
     */
    private boolean isWorthFetching(StoredTrack track) {
        boolean alone = track.track().id().kind() != TrackKind.AUDIO
                || track.rendition().manifest().tracks().stream()
                        .noneMatch(other -> other.file().equals(track.file().name()) && isVideo(other.id()));
        return alone
                || track.file().bytes() <= SMALL
                || plan.found().values().stream()
                        .anyMatch(other ->
                                isVideo(other.track().id()) && location(other).equals(location(track)))
                || track.file().bytes() <= request.bytesToRead();
    }

    private static boolean isVideo(TrackId id) {
        return id.kind() == TrackKind.VIDEO;
    }

    private Optional<Path> fetched(StoredTrack track) {
        return files.computeIfAbsent(location(track), missing -> fetch(track));
    }

    private Optional<Path> fetch(StoredTrack track) {
        Path target = folder().resolve("track-" + files.size());
        try (DiskReservations.Reservation reserved = request.freeSpace()
                .reserve(
                        track.file().bytes(),
                        "the tracks of " + request.source().name())) {
            reserved.into(List.of(folder()));
            return library.fetch(track, target, limit.get()) ? Optional.of(target) : Optional.empty();
        }
    }

    /** Where the file of a track is, which may have several tracks. */
    private static TrackLocation location(StoredTrack track) {
        return new TrackLocation(
                track.rendition().manifest().key(), track.file().name());
    }

    private Path folder() {
        Workspace.Folder opened = folder;
        if (opened == null) {
            opened = request.folderForTracks();
            folder = opened;
        }
        return opened.path();
    }

    /** What a track of a rendition was copied from; empty if it was encoded here. */
    Optional<StoredTrack> of(AssembledTrack track) {
        return track.recipe().sources().stream()
                .flatMap(source -> Optional.ofNullable(copies.get(source)).stream())
                .map(Copy::stored)
                .findFirst();
    }

    /** The ready tracks that a rendition was made from. */
    List<ReadyTrack> used(List<AssembledTrack> tracks) {
        List<TrackRecipe> sources = tracks.stream()
                .flatMap(track -> track.recipe().sources().stream())
                .toList();
        return ready().stream()
                .filter(track -> sources.contains(track.recipe()))
                .toList();
    }

    /**
     * Ready tracks turned out to be unusable: their files count as absent from now on, and the index forgets them.
     *
     * @param reason why
     * @return whether any of them was a ready one, so that another attempt will be different
     */
    boolean reject(List<TrackRecipe> recipes, RuntimeException reason) {
        boolean any = false;
        for (TrackRecipe recipe : recipes) {
            Copy copy = copies.get(recipe);
            if (copy != null) {
                any = true;
                TrackLocation location = location(copy.stored());
                if (unusable.add(location)) {
                    library.reject(copy.stored().track().id(), location, reason);
                }
            }
        }
        return any;
    }

    /** The files that have turned out not to have their tracks. */
    Set<TrackLocation> unusable() {
        return Set.copyOf(unusable);
    }

    /** Those of some tracks whose files were not found to be unusable. */
    Map<TrackId, StoredTrack> usable(Map<TrackId, StoredTrack> found) {
        Map<TrackId, StoredTrack> usable = new HashMap<>(found);
        usable.values().removeIf(track -> unusable.contains(location(track)));
        return usable;
    }

    @Override
    public void close() {
        Workspace.Folder opened = folder;
        if (opened != null) {
            opened.close();
        }
    }
}
