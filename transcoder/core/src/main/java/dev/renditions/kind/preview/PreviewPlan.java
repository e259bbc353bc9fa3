package dev.renditions.kind.preview;

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
 * A few seconds as an animated image.
 *
 * @param profile its profile
 * @param videoStream the source's stream, by its index among all streams
 * @param size the exact size of the output
 * @param seek where it begins
 * @param length its maximum duration
 * @param frameRate frames a second
 * @param conversion what else is done to its frames
 */
public record PreviewPlan(
        PreviewProfile profile,
        int videoStream,
        Size size,
        Duration seek,
        Duration length,
        double frameRate,
        FrameConversion conversion)
        implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return List.of(videoStream);
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }

    /** The plan for a source. */
    static Plan of(MediaInfo media, PreviewProfile profile) {
        Optional<Plan> none = VideoTracks.noVideo(media);
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        PreviewSettings settings = profile.preview();
        Duration most = Duration.ofSeconds(settings.seconds());
        Optional<Duration> length = VideoTracks.shown(media, video);
        Duration begin = video.span().map(Span::start).orElse(Duration.ZERO);
        Duration seek = length.filter(d -> d.compareTo(most) > 0)
                .map(d -> d.minus(most).dividedBy(3))
                .orElse(Duration.ZERO)
                .plus(begin);
        return new PreviewPlan(
                profile,
                video.index(),
                Sizes.within(video.displayed(), settings.width()),
                seek,
                length.filter(d -> d.compareTo(most) < 0).orElse(most),
                Math.min(settings.frameRate(), video.frameRate().orElse((double) settings.frameRate())),
                FrameConversion.of(video, profile.background()));
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
        return "encode to " + size + ", " + VideoTracks.seconds(length) + " from " + VideoTracks.seconds(seek);
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return PreviewVerifier.check(this, outputs);
    }
}
