package dev.renditions.plan;

import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Background;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.streaming.Padding;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.track.Colors;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.Sizes;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Span;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is made of moving pictures, with their sound. */
final class VideoPlans {
    /** Frames a second assumed where the file does not say: what ffmpeg itself assumes of raw streams. */
    private static final double UNSTATED_FRAME_RATE = 25;

    /** A source that is not much larger than a rung is not worth one of its own size above it. */
    private static final double WORTH_A_RUNG = 1.2;

    /**
     * Frames a second of a ladder at least; those of slower sources are repeated. Of fewer, no whole number may be as long as
     * a group of pictures has to be, and the end of the last may lie far from the end of the sound.
     */
    private static final double SLOWEST_LADDER = 10;

    /** How many times as many frames as are needed are too many: some files state the rate of their clock. */
    private static final double WASTEFUL = 1.2;

    /** In ticks. A little less than half of one, so that rounding it gives zero. */
    private static final double MOST_PHASE = 0.49;

    /** What stated rates are off by through rounding. */
    private static final double RATE_TOLERANCE = 0.01;

    private static final Duration SLACK = Duration.ofMillis(200);

    /** The least that x265 encodes, either way. */
    private static final int LEAST_HEVC = 16;

    private VideoPlans() {}

    static Plan video(MediaInfo media, VideoProfile profile) {
        Optional<Plan> none = unusable(media, profile.edits().clip());
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        Rung rung = rung(
                video, profile.video(), profile.background(), profile.edits().clip(), Optional.empty());
        if (profile.video().codec() == VideoCodec.HEVC && rung.size().shortSide() < LEAST_HEVC) {
            return new Plan.NotApplicable("it is smaller than the " + LEAST_HEVC + " pixels that HEVC begins with");
        }
        Optional<AudioStream> audio = sound(media, profile.edits().clip());
        return new VideoPlan(
                profile,
                rung,
                audio.map(a -> AudioPlans.sound(a, profile.audio())),
                profile.edits().clip(),
                clipped(length(media, video, audio), profile.edits().clip()));
    }

    static Plan streaming(MediaInfo media, StreamingProfile profile, PacketStats stats) {
        Optional<Plan> none = unusable(media, profile.edits().clip());
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        Optional<AudioStream> audio = sound(media, profile.edits().clip());
        return new StreamingPlan(
                profile,
                ladder(video, profile, stats.video().map(VideoPackets::grids).orElse(FrameGrids.UNKNOWN)),
                audio.map(a -> AudioPlans.sound(a, profile.audio())),
                profile.edits().clip().isPresent() ? List.of() : TextPlans.texts(media),
                profile.edits().clip(),
                padding(video, audio),
                clipped(length(media, video, audio), profile.edits().clip()));
    }

    /** Why there is no moving picture to work on; empty if there is one. */
    static Optional<Plan> noVideo(MediaInfo media) {
        if (media.still()) {
            return notApplicable("it is a still picture, no video");
        }
        if (media.mainVideo().isPresent()) {
            return Optional.empty();
        }
        return media.unusableVideo()
                .<Plan>map(Plan.Unusable::new)
                .or(() -> notApplicable(
                        media.video().isEmpty()
                                ? "it has no video"
                                : "it has no video, only a picture attached to its sound"));
    }

    /**
     * Why no video can be made; empty if one can. A video that silently lost its sound would be worse than none, so sound that
     * can't be decoded counts too.
     */
    private static Optional<Plan> unusable(MediaInfo media, Optional<Clip> clip) {
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

    /** The sound that is played, unless all of it lies outside the clip. */
    private static Optional<AudioStream> sound(MediaInfo media, Optional<Clip> clip) {
        return media.mainAudio()
                .filter(audio -> clip.isEmpty()
                        || audio.span()
                                .map(span -> span.end().compareTo(clip.get().start()) > 0
                                        && span.start().compareTo(clip.get().end()) < 0)
                                .orElse(true));
    }

    private static Optional<Duration> pictureEnds(MediaInfo media) {
        return media.mainVideo().flatMap(VideoStream::span).map(Span::end).or(media::duration);
    }

    /**
     * The rungs that this source fills; a source below them all gets the lowest at its own size.
     *
     * @param grids what is lost where frames are made equally long, as they must be in the segments of a ladder
     */
    private static List<Rung> ladder(VideoStream video, StreamingProfile profile, FrameGrids grids) {
        List<VideoSettings> settings = profile.ladder();
        int has = video.displayed().shortSide();
        List<Rung> ladder = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            boolean last = i == settings.size() - 1;
            int next = last ? 0 : settings.get(i + 1).shortSide();
            if (has >= settings.get(i).shortSide() || has >= next * WORTH_A_RUNG || (last && ladder.isEmpty())) {
                ladder.add(rung(
                        video,
                        settings.get(i),
                        profile.background(),
                        profile.edits().clip(),
                        Optional.of(grids)));
            }
        }
        return ladder;
    }

    /**
     * One track.
     *
     * @param background what shows where frames are transparent
     * @param clip the part that is kept
     * @param steady what is lost where frames are made equally long; absent if they stay as they are
     */
    private static Rung rung(
            VideoStream video,
            VideoSettings settings,
            Background background,
            Optional<Clip> clip,
            Optional<FrameGrids> steady) {
        double sourceRate = video.frameRate().orElse(UNSTATED_FRAME_RATE);
        double wanted = steady.map(grids -> Math.max(SLOWEST_LADDER, steadyRate(sourceRate, settings, grids)))
                .orElse(sourceRate);
        boolean tooFast = wanted > settings.maxFrameRate() + RATE_TOLERANCE;
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

    /**
     * The rate that is stated if it keeps the frames and is not much more than they need; else the lowest usual one that keeps
     * them, and the highest if none does.
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
        double phase = Math.max(-MOST_PHASE, Math.min(ticks - Math.rint(ticks), MOST_PHASE));
        return Duration.ofNanos((long) (phase / rate * 1e9));
    }

    /** What each of them lacks to the end of the other; a little where one of them does not say when it ends. */
    private static Padding padding(VideoStream video, Optional<AudioStream> audio) {
        Optional<Span> sound = audio.flatMap(AudioStream::span);
        if (video.span().isEmpty() || sound.isEmpty()) {
            // Frames of uneven length end later than the last of even ones begins.
            return new Padding(SLACK, SLACK);
        }
        Duration apart = video.span().get().end().minus(sound.get().end());
        // What streams say of their ends may be a few frames off.
        return apart.isNegative() ? new Padding(apart.abs().plus(SLACK), SLACK) : new Padding(SLACK, apart.plus(SLACK));
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
     * How long an output of these streams plays: until the later of their ends. The container's own figure counts other
     * streams too (a second video, a commentary), so it stands in only where a stream does not say.
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
}
