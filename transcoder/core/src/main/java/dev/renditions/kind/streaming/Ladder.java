package dev.renditions.kind.streaming;

import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Selects the rungs for a source. */
final class Ladder {
    /** A source gets a rung at its own size above the next lower one only if it is larger than that by this factor. */
    private static final double WORTH_A_RUNG = 1.2;

    /** The minimum width and height of x265. */
    static final int MIN_HEVC_SIDE = 16;

    private Ladder() {}

    /**
     * The rungs that the source is large enough for. A source that is smaller than all of them gets the lowest at its own size.
     * Each codec has the same sizes, so that no player has to change the codec, except that HEVC has no tiny ones.
     *
     * @param grids which constant frame rates keep all frames, since the segments of a ladder need a constant rate
     */
    static List<Rung> of(VideoStream video, StreamingProfile profile, FrameGrids grids) {
        return profile.ladder().stream()
                .map(VideoSettings::codec)
                .distinct()
                .flatMap(codec -> of(video, profile, codec, grids).stream())
                .filter(rung -> rung.settings().codec() != VideoCodec.HEVC
                        || rung.size().shortSide() >= MIN_HEVC_SIDE)
                .toList();
    }

    private static List<Rung> of(VideoStream video, StreamingProfile profile, VideoCodec codec, FrameGrids grids) {
        List<VideoSettings> settings =
                profile.ladder().stream().filter(rung -> rung.codec() == codec).toList();
        int has = video.displayed().shortSide();
        List<Rung> ladder = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            boolean last = i == settings.size() - 1;
            int next = last ? 0 : settings.get(i + 1).shortSide();
            if (has >= settings.get(i).shortSide() || has >= next * WORTH_A_RUNG || (last && ladder.isEmpty())) {
                ladder.add(VideoTracks.rung(
                        video,
                        settings.get(i),
                        profile.background(),
                        profile.edits().clip(),
                        Optional.of(grids)));
            }
        }
        return ladder;
    }
}
