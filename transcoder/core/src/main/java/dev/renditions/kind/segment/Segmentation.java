package dev.renditions.kind.segment;

import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.time.Duration;
import java.util.List;

/** Whether a video track is encoded in segments. Follows from source and settings alone, so that all workers cut the same. */
public sealed interface Segmentation {
    /**
     * The shortest track that is cut. On the machine of the figures in docs, a minute of film takes 1.1 to 2.7 minutes of CPU: a
     * shorter one is done before other workers could help much.
     */
    Duration SHORTEST = Duration.ofMinutes(2);

    /**
     * Decides it.
     *
     * @param media the source
     * @param packets its packets; without them, a track is encoded whole
     * @param seekable whether frames can be decoded from any key frame of the source on
     */
    static Segmentation of(VideoRecipe recipe, MediaInfo media, PacketStats packets, boolean seekable) {
        return SegmentRules.decide(recipe, media, packets, seekable);
    }

    /**
     * The track is encoded in segments.
     *
     * @param frameRate frames of the track a second; constant
     * @param start when its first frame is shown in the source
     * @param segments at least two, without gaps, from frame 0 on
     */
    record Cut(double frameRate, Duration start, List<TrackSegment> segments) implements Segmentation {
        /** Copies the list. */
        public Cut {
            segments = List.copyOf(segments);
        }
    }

    /**
     * The track is encoded as a whole.
     *
     * @param reason why, as a clause for users: {@code it plays less than two minutes}
     */
    record Whole(String reason) implements Segmentation {}
}
