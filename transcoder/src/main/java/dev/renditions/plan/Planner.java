package dev.renditions.plan;

import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.AudioSettings;
import dev.renditions.profile.ImageProfile;
import dev.renditions.profile.Profile;
import dev.renditions.profile.VideoProfile;
import dev.renditions.profile.VideoSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides what a profile makes of a source. A pure function: it reads nothing and runs nothing. */
public final class Planner {
    /** Frames a second assumed where the file does not say: what ffmpeg itself assumes of raw streams. */
    private static final double UNSTATED_FRAME_RATE = 25;

    private Planner() {}

    /** The plan for one source and one profile; {@link Plan.NotApplicable} if the source has nothing to make it from. */
    public static Plan plan(MediaInfo media, Profile profile) {
        if (profile instanceof VideoProfile p) {
            return video(media, p);
        }
        if (profile instanceof AudioProfile p) {
            return audio(media, p);
        }
        return picture(media, (ImageProfile) profile);
    }

    private static Plan video(MediaInfo media, VideoProfile profile) {
        if (media.still()) {
            return new Plan.NotApplicable("it is a still picture, no video");
        }
        Optional<VideoStream> found = media.mainVideo();
        if (found.isEmpty()) {
            return new Plan.NotApplicable(
                    media.video().isEmpty()
                            ? "it has no video"
                            : "it has no video, only a picture attached to its sound");
        }
        VideoStream video = found.get();
        VideoSettings settings = profile.video();
        Optional<AudioStream> audio = media.mainAudio();
        double sourceRate = video.frameRate().orElse(UNSTATED_FRAME_RATE);
        boolean tooFast = sourceRate > settings.maxFrameRate() + 0.01;
        double rate = tooFast ? settings.maxFrameRate() : sourceRate;
        return new Plan.Video(
                profile,
                video.index(),
                audio.map(AudioStream::index),
                rung(video.displayed(), settings.shortSide()),
                tooFast ? Optional.of(settings.maxFrameRate()) : Optional.empty(),
                (int) Math.max(1, Math.round(rate * settings.gopSeconds())),
                video.interlaced(),
                video.color().hdr(),
                audio.map(a -> channels(a, profile.audio())).orElse(0),
                length(media, video, audio));
    }

    private static Plan audio(MediaInfo media, AudioProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new Plan.Audio(
                        profile,
                        a.index(),
                        channels(a, profile.audio()),
                        a.span()
                                .map(span -> media.startsAnywhere() ? span.length() : span.end())
                                .or(() -> onlyStream(media) ? media.duration() : Optional.empty())))
                .orElseGet(() -> new Plan.NotApplicable("it has no sound"));
    }

    private static Plan picture(MediaInfo media, ImageProfile profile) {
        Optional<VideoStream> found = media.picture();
        if (found.isEmpty()) {
            return new Plan.NotApplicable("it has no picture");
        }
        VideoStream video = found.get();
        boolean moving = !media.still() && !video.attachedPicture();
        return new Plan.Picture(
                profile,
                video.index(),
                within(video.displayed(), profile.image().maxWidth()),
                moving ? middleThird(media, video) : Duration.ZERO,
                moving ? profile.image().candidates() : 1,
                video.interlaced(),
                video.color().hdr());
    }

    private static Duration middleThird(MediaInfo media, VideoStream video) {
        return video.span()
                .map(Span::length)
                .or(media::duration)
                .map(d -> d.dividedBy(3))
                .orElse(Duration.ZERO);
    }

    /** A source with more channels is mixed down, one with fewer keeps its own; 0 means that it does not say. */
    private static int channels(AudioStream audio, AudioSettings settings) {
        return audio.channels() == 0 ? settings.channels() : Math.min(audio.channels(), settings.channels());
    }

    /**
     * How long an output of these streams plays: until the later of their ends. The container's own figure counts other
     * streams too (a second video, a commentary), so it stands in only where a stream does not say.
     */
    private static Optional<Duration> length(MediaInfo media, VideoStream video, Optional<AudioStream> audio) {
        Optional<Span> sound = audio.flatMap(AudioStream::span);
        if (video.span().isEmpty() || (audio.isPresent() && sound.isEmpty())) {
            return media.duration();
        }
        Span picture = video.span().get();
        List<Span> spans = sound.map(s -> List.of(picture, s)).orElse(List.of(picture));
        Duration end = spans.stream().map(Span::end).max(Duration::compareTo).orElseThrow();
        Duration start =
                spans.stream().map(Span::start).min(Duration::compareTo).orElseThrow();
        return Optional.of(media.startsAnywhere() ? end.minus(start) : end);
    }

    private static boolean onlyStream(MediaInfo media) {
        return media.audio().size() == 1 && media.mainVideo().isEmpty();
    }

    /**
     * The size of a rung: its short side scaled down to the rung, never up, and both sides even, as 4:2:0 needs. Rounds to
     * the nearest even number where it scales and down where it does not, so that no pixel is invented.
     */
    private static Size rung(Size displayed, int shortSide) {
        int has = displayed.shortSide();
        if (has <= shortSide) {
            return new Size(evenBelow(displayed.width()), evenBelow(displayed.height()));
        }
        double scale = (double) shortSide / has;
        return new Size(nearestEven(displayed.width() * scale), nearestEven(displayed.height() * scale));
    }

    private static int evenBelow(int pixels) {
        return Math.max(2, pixels - pixels % 2);
    }

    private static int nearestEven(double pixels) {
        return (int) Math.max(2, Math.round(pixels / 2) * 2);
    }

    private static Size within(Size displayed, int maxWidth) {
        if (displayed.width() <= maxWidth) {
            return displayed;
        }
        double scale = (double) maxWidth / displayed.width();
        return new Size(maxWidth, (int) Math.max(1, Math.round(displayed.height() * scale)));
    }
}
