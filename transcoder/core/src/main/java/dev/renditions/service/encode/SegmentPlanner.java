package dev.renditions.service.encode;

import dev.renditions.api.Transcoder;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.service.request.RenditionRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which tracks are encoded in segments. Thread-safe. */
final class SegmentPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentPlanner.class);

    private final SegmentStore store;
    private final Transcoder transcoder;

    SegmentPlanner(SegmentStore store, Transcoder transcoder) {
        this.store = store;
        this.transcoder = transcoder;
    }

    /**
     * Those tracks that are encoded in segments, in groups that are cut at the same times, so that one decode serves a group. Reads
     * the packets of the source only if it plays long enough.
     *
     * @param content the content that the plan is for
     * @param missing tracks to encode
     * @throws dev.renditions.api.SourceException if the source has another content by now
     */
    List<List<SegmentedTrack>> segmented(
            RenditionRequest request, ContentHash content, TrackPlan plan, Collection<? extends TrackRecipe> missing) {
        Map<Segmentation.Cut, List<SegmentedTrack>> groups = new LinkedHashMap<>();
        List<TrackRecipe> planned = missing.stream()
                .map(TrackRecipe.class::cast)
                .filter(plan.ids()::containsKey)
                .toList();
        decide(request, content, planned).forEach((video, segmentation) -> {
            if (segmentation instanceof Segmentation.Cut cut) {
                groups.computeIfAbsent(cut, equal -> new ArrayList<>())
                        .add(new SegmentedTrack(video, plan.id(video), cut));
            } else if (segmentation instanceof Segmentation.Whole reason) {
                LOG.info(
                        "{} of {} is encoded as a whole, since {}",
                        video.summary(),
                        request.source().name(),
                        reason.reason());
            }
        });
        return List.copyOf(groups.values());
    }

    /**
     * Which video tracks are encoded in segments. Reads the source only if it is long enough for that.
     *
     * @param content the content that the tracks were planned for
     * @return in the order of the recipes; empty if the source is too short
     * @throws dev.renditions.api.SourceException if the source has another content by now
     */
    Map<VideoRecipe, Segmentation> decide(
            RenditionRequest request, ContentHash content, Collection<? extends TrackRecipe> recipes) {
        Map<VideoRecipe, Segmentation> decided = new LinkedHashMap<>();
        if (!mayBeSegmented(request, recipes)) {
            return decided;
        }
        List<VideoRecipe> videos = recipes.stream()
                .filter(VideoRecipe.class::isInstance)
                .map(VideoRecipe.class::cast)
                .distinct()
                .toList();
        MediaInfo media = request.media();
        PacketStats packets = request.packets();
        // The source is not read for tracks that are not cut in any case.
        boolean maybe = videos.stream()
                .anyMatch(video -> Segmentation.of(video, media, packets, true) instanceof Segmentation.Cut);
        boolean seekable = maybe && transcoder.seekable(request.file(content));
        videos.forEach(video -> decided.put(video, Segmentation.of(video, media, packets, seekable || !maybe)));
        return decided;
    }

    /** Whether any of these tracks may be encoded in segments. Reads nothing. */
    boolean mayBeSegmented(RenditionRequest request, Collection<? extends TrackRecipe> recipes) {
        return store.keeps() && recipes.stream().anyMatch(VideoRecipe.class::isInstance) && isLong(request.media());
    }

    private static boolean isLong(MediaInfo media) {
        return media.duration()
                .filter(length -> length.compareTo(Segmentation.SHORTEST) >= 0)
                .isPresent();
    }
}
