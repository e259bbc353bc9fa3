package dev.renditions.plan;

import dev.renditions.kind.Plan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.preview.PreviewSettings;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.storyboard.StoryboardSettings;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Sizes;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.Optional;

/** What pictures are made of a source. */
final class ImagePlans {
    private static final Plan NO_LENGTH = new Plan.NotApplicable("it does not say how long it is");

    private ImagePlans() {}

    static Plan picture(MediaInfo media, ImageProfile profile) {
        Optional<VideoStream> found = media.picture();
        if (found.isEmpty()) {
            return media.unusableVideo()
                    .<Plan>map(Plan.Unusable::new)
                    .orElseGet(() -> new Plan.NotApplicable("it has no picture"));
        }
        VideoStream video = found.get();
        boolean moving = !media.still() && !video.attachedPicture();
        return new ImagePlan(
                profile,
                video.index(),
                video.parts(),
                Sizes.within(video.displayed(), profile.image().maxWidth()),
                moving ? length(media, video).map(d -> d.dividedBy(3)).orElse(Duration.ZERO) : Duration.ZERO,
                moving ? profile.image().candidates() : 1,
                FrameConversion.of(video, profile.background()));
    }

    static Plan storyboard(MediaInfo media, StoryboardProfile profile) {
        Optional<Plan> none = VideoPlans.noVideo(media);
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        Optional<Duration> length =
                video.span().map(Span::end).or(media::duration).filter(d -> d.toMillis() > 0);
        if (length.isEmpty()) {
            return NO_LENGTH;
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

    static Plan preview(MediaInfo media, PreviewProfile profile) {
        Optional<Plan> none = VideoPlans.noVideo(media);
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        PreviewSettings settings = profile.preview();
        Duration most = Duration.ofSeconds(settings.seconds());
        Optional<Duration> length = length(media, video);
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

    /** Not more than there are frames. */
    private static int tiles(Duration length, VideoStream video, StoryboardSettings settings) {
        double frames = video.frameRate().orElse(1.0) * length.toMillis() / 1000.0;
        double most = Math.min(settings.tiles(), (double) length.toMillis());
        return (int) Math.max(1, Math.min(most, Math.floor(frames)));
    }

    private static Optional<Duration> length(MediaInfo media, VideoStream video) {
        return video.span().map(Span::length).or(media::duration);
    }
}
