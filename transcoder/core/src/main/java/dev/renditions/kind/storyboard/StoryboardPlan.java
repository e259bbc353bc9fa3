package dev.renditions.kind.storyboard;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Sizes;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Small images at regular intervals on one sheet, row by row.
 *
 * @param profile its profile
 * @param videoStream the source's stream to take them from, by its index among all streams
 * @param tile the exact size of one image
 * @param tiles the number of images; at least one
 * @param columns the maximum number of images in a row
 * @param length when the video ends, as a player of the source counts; an image represents {@code length / tiles} of it
 * @param conversion what else is done to its frames
 */
public record StoryboardPlan(
        StoryboardProfile profile,
        int videoStream,
        Size tile,
        int tiles,
        int columns,
        Duration length,
        FrameConversion conversion)
        implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return List.of(videoStream);
    }

    /** The size of the whole sheet: not more columns than images, and the last row is filled up. */
    public Size sheet() {
        int across = Math.min(columns, tiles);
        int down = (tiles + across - 1) / across;
        return new Size(across * tile.width(), down * tile.height());
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }

    /** The plan for a source. */
    static Plan of(MediaInfo media, StoryboardProfile profile) {
        Optional<Plan> none = VideoTracks.noVideo(media);
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        Optional<Duration> length =
                video.span().map(Span::end).or(media::duration).filter(d -> d.toMillis() > 0);
        if (length.isEmpty()) {
            return new Plan.NotApplicable("its duration is unknown");
        }
        StoryboardSettings settings = profile.storyboard();
        return new StoryboardPlan(
                profile,
                video.index(),
                Sizes.longSide(video.displayed(), settings.tileWidth()),
                tiles(length.get(), video, settings),
                settings.columns(),
                length.get(),
                FrameConversion.of(video, profile.background()));
    }

    /** Not more than the video has frames. */
    private static int tiles(Duration length, VideoStream video, StoryboardSettings settings) {
        double frames = video.frameRate().orElse(1.0) * length.toMillis() / 1000.0;
        double most = Math.min(settings.tiles(), (double) length.toMillis());
        return (int) Math.max(1, Math.min(most, Math.floor(frames)));
    }

    @Override
    public EncodeCost cost() {
        return EncodeCost.SMALL;
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return false;
    }

    @Override
    public String summary() {
        return "encode " + tiles + " images of " + tile;
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return StoryboardVerifier.check(this, outputs, probe);
    }
}
