package dev.renditions.kind.streaming;

import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which rungs a source gets. */
final class Ladder {
    /** A source that is not much larger than a rung is not worth one of its own size above it. */
    private static final double WORTH_A_RUNG = 1.2;

    private Ladder() {}

    /**
     * The rungs that this source fills; a source below them all gets the lowest at its own size.
     *
     * @param grids what is lost where frames are made equally long, as they must be in the segments of a ladder
     */
    static List<Rung> of(VideoStream video, StreamingProfile profile, FrameGrids grids) {
        List<VideoSettings> settings = profile.ladder();
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
