package dev.renditions.kind.track;

import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.media.AudioStream;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Plans the video tracks for a source, and their audio. */
public final class VideoTracks {
    /** Frames a second that are assumed if the file does not state a rate; ffmpeg assumes the same for raw streams. */
    private static final double UNSTATED_FRAME_RATE = 25;

    /**
     * The minimum frame rate of a ladder, in frames a second; the frames of slower sources are repeated. At a lower rate, a GOP
     * may not be a whole number of frames, and the last frame may end far from the end of the audio.
     */
    private static final double SLOWEST_LADDER = 10;

    /** A stated rate of more than this factor times the needed one is not used: some files state the rate of their clock. */
    private static final double WASTEFUL = 1.2;

    /** In ticks. A little less than half a tick, so that it rounds to zero. */
    private static final double MAX_PHASE = 0.49;

    /** How much stated rates may be off because of rounding. */
    private static final double RATE_TOLERANCE = 0.01;

    private VideoTracks() {}

    /** Why the source has no usable video; empty if it has. */
    public static Optional<Plan> noVideo(MediaInfo media) {
        if (media.still()) {
            return notApplicable("it is a still image, not a video");
        }
        if (media.mainVideo().isPresent()) {
            return Optional.empty();
        }
        return media.unusableVideo()
                .<Plan>map(Plan.Unusable::new)
                .or(() -> notApplicable(
                        media.video().isEmpty()
                                ? "it has no video"
                                : "it has no video, only an image attached to its audio"));
    }

    /**
     * Why no video can be made; empty if one can. A video that silently loses its audio would be worse than none, so audio that
     * can't be decoded is a reason too.
     */
    public static Optional<Plan> unusable(MediaInfo media, Optional<Clip> clip) {
        return noVideo(media)
                .or(() -> media.unusableAudio().map(Plan.Unusable::new))
                .or(() -> clip.filter(c -> pictureEnds(media)
                                .filter(end -> end.compareTo(c.start()) <= 0)
                                .isPresent())
                        .flatMap(c -> notApplicable("it ends before the clip begins, at "
                                + c.start().toMillis() / 1000.0 + " s")));
    }

    private static Optional<Plan> notApplicable(String reason) {
        return Optional.of(new Plan.NotApplicable(reason));
    }

    /** The main audio stream, unless all of it is outside the clip. */
    public static Optional<AudioStream> sound(MediaInfo media, Optional<Clip> clip) {
        return media.mainAudio().filter(audio -> heard(audio, clip));
    }

    /** Whether any of an audio stream is inside the clip, as far as its times are known. */
    public static boolean heard(AudioStream audio, Optional<Clip> clip) {
        return clip.isEmpty()
                || audio.span()
                        .map(span -> span.end().compareTo(clip.get().start()) > 0
                                && span.start().compareTo(clip.get().end()) < 0)
                        .orElse(true);
    }

    private static Optional<Duration> pictureEnds(MediaInfo media) {
        return media.mainVideo().flatMap(VideoStream::span).map(Span::end).or(media::duration);
    }

    /**
     * The video track for one set of settings.
     *
     * @param background the color behind transparent parts
     * @param clip the part that is kept; absent for all
     * @param steady which constant frame rates keep all frames; absent to keep a variable frame rate
     */
    public static Rung rung(
            VideoStream video,
            VideoSettings settings,
            Background background,
            Optional<Clip> clip,
            Optional<FrameGrids> steady) {
        double sourceRate = video.frameRate().orElse(UNSTATED_FRAME_RATE);
        double wanted = steady.map(grids -> Math.max(SLOWEST_LADDER, steadyRate(sourceRate, settings, grids)))
                .orElse(sourceRate);
        boolean tooFast = tooFast(wanted, settings);
        double rate = tooFast ? settings.maxFrameRate() : wanted;
        FrameConversion conversion = FrameConversion.of(video, background);
        return new Rung(
                video.index(),
                settings,
                Sizes.rung(video.displayed(), settings.shortSide()),
                tooFast || steady.isPresent() ? Optional.of(rate) : Optional.empty(),
                steady.isPresent() ? phase(video, clip, rate) : Duration.ZERO,
                (int) Math.max(1, Math.round(rate * settings.gopSeconds())),
                conversion,
                Colors.rung(conversion.color()));
    }

    /** How many frames a second an MP4 with these settings has; empty if the source states no rate. */
    public static Optional<Double> rateOf(VideoStream video, VideoSettings settings) {
        return video.frameRate().map(rate -> tooFast(rate, settings) ? Double.valueOf(settings.maxFrameRate()) : rate);
    }

    private static boolean tooFast(double rate, VideoSettings settings) {
        return rate > settings.maxFrameRate() + RATE_TOLERANCE;
    }

    /**
     * The stated rate, if it keeps all frames and is not much higher than needed; otherwise the lowest usual rate that keeps all
     * frames, and the highest allowed one if none does.
     */
    private static double steadyRate(double stated, VideoSettings settings, FrameGrids grids) {
        Optional<Boolean> kept = grids.keeps(stated);
        if (kept.isEmpty()) {
            return stated;
        }
        Optional<Double> lowest = grids.lowest(settings.maxFrameRate() + RATE_TOLERANCE);
        boolean wasteful = lowest.filter(rate -> rate * WASTEFUL < stated).isPresent();
        return kept.get() && !wasteful ? stated : lowest.orElse(Math.max(stated, settings.maxFrameRate()));
    }

    /** See {@link Rung#phase()}. */
    private static Duration phase(VideoStream video, Optional<Clip> clip, double rate) {
        if (video.delayed() || video.span().isEmpty()) {
            return Duration.ZERO;
        }
        Duration first = video.span().get().start().minus(clip.map(Clip::start).orElse(Duration.ZERO));
        double ticks = first.toNanos() / 1e9 * rate;
        double phase = Math.max(-MAX_PHASE, Math.min(ticks - Math.rint(ticks), MAX_PHASE));
        return Duration.ofNanos((long) (phase / rate * 1e9));
    }

    /** How long an output of these streams plays. */
    public static Optional<Duration> length(
            MediaInfo media, VideoStream video, Optional<AudioStream> audio, Optional<Clip> clip) {
        return clipped(length(media, video, audio), clip);
    }

    private static Optional<Duration> clipped(Optional<Duration> length, Optional<Clip> clip) {
        return clip.isEmpty()
                ? length
                : length.map(l -> l.minus(clip.get().start()))
                        .map(l -> l.compareTo(clip.get().length()) < 0
                                ? l
                                : clip.get().length());
    }

    /**
     * How long these streams play: until the later of their ends. The duration of the container includes other streams too (a
     * second video, a commentary), so it is used only if the end of a stream is unknown.
     */
    private static Optional<Duration> length(MediaInfo media, VideoStream video, Optional<AudioStream> audio) {
        Optional<Span> sound = audio.flatMap(AudioStream::span);
        if (video.span().isEmpty() || (audio.isPresent() && sound.isEmpty())) {
            return media.duration();
        }
        Span picture = video.span().get();
        return sound.map(Span::end)
                .filter(end -> end.compareTo(picture.end()) > 0)
                .or(() -> Optional.of(picture.end()));
    }

    /** How long a video is shown, from its first frame on. */
    public static Optional<Duration> shown(MediaInfo media, VideoStream video) {
        return video.span().map(Span::length).or(media::duration);
    }

    /** Formats a time or a duration for users. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
    }
}
