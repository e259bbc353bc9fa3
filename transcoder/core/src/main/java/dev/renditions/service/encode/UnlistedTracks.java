package dev.renditions.service.encode;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.StoredTrack;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoStream;
import dev.renditions.service.request.RenditionRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tracks in renditions whose manifests list none, since an earlier version published them. What such a rendition has follows from
 * its profile, if its fingerprint is unchanged, and from the source. Only MP4s and audio files are used: packages of earlier
 * versions may repeat a last frame that recipes no longer do. Thread-safe.
 */
final class UnlistedTracks {
    private static final Set<ProfileKind> KINDS = Set.of(ProfileKind.VIDEO, ProfileKind.AUDIO);

    private final ObjectStore store;
    private final List<Profile> profiles;

    /**
     * Tracks of renditions in a store.
     *
     * @param profiles those that renditions may have been made for; others than MP4s and audio are ignored
     */
    UnlistedTracks(ObjectStore store, Collection<Profile> profiles) {
        this.store = store;
        this.profiles = profiles.stream()
                .filter(profile -> KINDS.contains(profile.kind()))
                .toList();
    }

    /** A plan with the tracks that it lacks, as far as such renditions have them. Reads only manifests that may be useful. */
    TrackPlan completed(RenditionRequest request, TrackPlan plan) {
        Optional<ContentHash> content = request.content().or(request::knownContent);
        Set<TrackId> missing = new HashSet<>(plan.ids().values());
        missing.removeAll(plan.found().keySet());
        if (missing.isEmpty() || content.isEmpty()) {
            return plan;
        }
        Map<RenditionKey, Map<TrackId, TrackRecipe>> useful = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            Map<TrackId, TrackRecipe> tracks = tracks(request.media(), profile, plan);
            tracks.keySet().retainAll(missing);
            if (!tracks.isEmpty()) {
                useful.put(new RenditionKey(content.get(), profile.id()), tracks);
            }
        }
        TrackSearch search = new TrackSearch(store);
        search.read(useful.keySet());
        Map<TrackId, StoredTrack> found = new HashMap<>(plan.found());
        useful.forEach((key, tracks) -> search.manifest(key)
                .filter(UnlistedTracks::isUsable)
                .ifPresent(rendition -> tracks.forEach((id, recipe) ->
                        track(rendition, id, recipe).ifPresent(track -> found.putIfAbsent(id, track)))));
        return new TrackPlan(plan.ids(), found);
    }

    /** The tracks that a rendition with this profile certainly has, if they are needed. */
    private static Map<TrackId, TrackRecipe> tracks(MediaInfo media, Profile profile, TrackPlan plan) {
        Map<TrackId, TrackRecipe> tracks = new HashMap<>();
        if (Planner.planEncode(media, profile, PacketStats.NONE) instanceof Plan.Make make) {
            for (TrackRecipe recipe : make.tracks()) {
                Optional.ofNullable(plan.ids().get(recipe))
                        .filter(needed -> isUsable(media, recipe))
                        .ifPresent(id -> tracks.put(id, recipe));
            }
        }
        return tracks;
    }

    /** Where a decoder starts for a clip, and how loudness is reached, is not followed back to earlier versions. */
    private static boolean isUsable(MediaInfo media, TrackRecipe recipe) {
        if (recipe.clip().isPresent()) {
            return false;
        }
        return recipe instanceof VideoRecipe video
                ? isEncoded(media, video)
                : recipe instanceof AudioRecipe audio && audio.loudness().isEmpty() && isEncoded(media, audio);
    }

    /** Whether no version can have copied the stream instead: those that meet a profile are, but the rules were others. */
    private static boolean isEncoded(MediaInfo media, VideoRecipe recipe) {
        return media.video().stream()
                .filter(stream -> recipe.streams().contains(stream.index()))
                .noneMatch(stream -> isAlike(stream, recipe));
    }

    private static boolean isEncoded(MediaInfo media, AudioRecipe recipe) {
        return media.audio().stream()
                .filter(stream -> recipe.streams().contains(stream.index()))
                .noneMatch(stream -> isAlike(stream, recipe));
    }

    private static boolean isAlike(VideoStream stream, VideoRecipe recipe) {
        return recipe.rung().settings().codec().is(stream)
                && stream.displayed().equals(recipe.rung().size());
    }

    private static boolean isAlike(AudioStream stream, AudioRecipe recipe) {
        return recipe.sound().settings().codec().is(stream)
                && stream.channels() == recipe.sound().channels()
                && stream.sampleRate() == recipe.sound().settings().sampleRate();
    }

    /** Renditions with warnings are made from a damaged source. */
    private static boolean isUsable(StoredRendition rendition) {
        Manifest manifest = rendition.manifest();
        return manifest.tracks().isEmpty()
                && manifest.warnings().isEmpty()
                && manifest.files().size() == 1;
    }

    /** A track, if what was published looks like it. */
    private static Optional<StoredTrack> track(StoredRendition rendition, TrackId id, TrackRecipe recipe) {
        Manifest manifest = rendition.manifest();
        MediaInfo made = manifest.media();
        boolean alike = recipe instanceof VideoRecipe video
                ? made.video().size() == 1 && isAlike(made.video().get(0), video)
                : recipe instanceof AudioRecipe audio
                        && made.audio().size() == 1
                        && isAlike(made.audio().get(0), audio);
        return alike
                ? Optional.of(new StoredTrack(
                        rendition,
                        manifest.main(),
                        new RenditionTrack(id, manifest.main().name(), encodeTime(manifest, recipe))))
                : Optional.empty();
    }

    /** The encode of a video takes nearly all the time of an MP4; that of its audio was not measured. */
    private static Duration encodeTime(Manifest manifest, TrackRecipe recipe) {
        return recipe.kind() == TrackKind.VIDEO || manifest.media().video().isEmpty()
                ? manifest.encodeTime()
                : Duration.ZERO;
    }
}
