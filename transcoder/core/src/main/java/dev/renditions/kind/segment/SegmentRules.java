package dev.renditions.kind.segment;

import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;

/** The rules of {@link Segmentation}. */
final class SegmentRules {
    private SegmentRules() {}

    static Segmentation decide(VideoRecipe recipe, MediaInfo media, PacketStats packets, boolean seekable) {
        return new Segmentation.Whole("it plays less than two minutes");
    }
}
