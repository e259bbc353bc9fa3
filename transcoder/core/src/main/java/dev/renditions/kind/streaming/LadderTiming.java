package dev.renditions.kind.streaming;

import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.track.AudioRecipe.Silence;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.AudioPackets;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Span;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides where the tracks of a ladder can be those of an MP4: if its frames already have a constant rate from 0 on, and its
 * tracks end at about the same time. Otherwise frames are moved or repeated, or silence is added. Immutable.
 *
 * @param video the source's video
 * @param audio the source's audio; absent if there is none
 * @param clip the part of the source to use; absent for all of it
 * @param stats statistics of the source's packets
 * @param duration how long the package plays; absent if unknown
 */
record LadderTiming(
        VideoStream video,
        Optional<AudioStream> audio,
        Optional<Clip> clip,
        PacketStats stats,
        Optional<Duration> duration) {
    /**
     * How much earlier than the package a track may end without being padded. Half of what packages allow, since ends are
     * rounded to frames and packets.
     */
    private static final Duration END = Duration.ofMillis(50);

    /** A first frame this close to 0 is rounded to 0 by every container. */
    private static final Duration ROUNDING = Duration.ofNanos(50_000);

    private static final double EXACT = 1e-6;

    /** When the frames of the ladder are shown. */
    FrameTiming picture(MediaInfo media, Rung rung) {
        return obstacle(media, rung)
                .<FrameTiming>map(reason ->
                        new FrameTiming.Constant(Padding.of(video, audio).picture(), duration, reason))
                .orElseGet(() -> rung.frameRate().equals(video.frameRate()) ? FrameTiming.SOURCE : FrameTiming.FEWER);
    }

    private Optional<String> obstacle(MediaInfo media, Rung rung) {
        Optional<VideoPackets> packets = stats.video();
        Optional<Double> rate = video.frameRate();
        if (packets.isEmpty() || rate.isEmpty() || video.span().isEmpty() || duration.isEmpty()) {
            return Optional.of("the times of the source's frames are unknown");
        }
        if (video.delayed() || media.clock().jump().isPresent()) {
            return Optional.of("the source's clock is not that of its frames");
        }
        if (!packets.get().regular()) {
            return Optional.of("the source's frame rate varies");
        }
        if (!rung.frameRate().equals(VideoTracks.rateOf(video, rung.settings()))) {
            return Optional.of("the source has " + rate.get() + " frames a second, the ladder "
                    + rung.frameRate().orElseThrow());
        }
        if (!beginsAtZero(video.span().get().start(), rate.get())) {
            return Optional.of("its first frame is not shown at 0");
        }
        // Of a faster source, ffmpeg rounds the end to the nearest frame.
        double length = packets.get().grids().frames() / rate.get();
        double kept =
                Math.rint(length * rung.frameRate().get()) / rung.frameRate().get();
        return endsInTime(video.span().get().start().plus(seconds(kept)))
                ? Optional.empty()
                : Optional.of("the audio plays longer than the video");
    }

    /** With a clip, only if a frame begins exactly where it does: seeking is exact to a microsecond. */
    private boolean beginsAtZero(Duration start, double rate) {
        double ticks = clip.map(part -> part.start().toMillis() / 1000.0 * rate).orElse(0.0);
        return start.compareTo(ROUNDING) <= 0 && Math.abs(ticks - Math.rint(ticks)) < EXACT;
    }

    /**
     * The silence at the end of an audio stream. The main audio and the video decide how long the package plays: other audio
     * that ends earlier is filled up, and cut if it plays longer.
     */
    Silence silence(AudioStream stream) {
        return audio.filter(stream::equals).isPresent() ? silence() : filledUp(stream);
    }

    /** Its packets are not measured, and the end that a file states may be a few frames off. */
    private Silence filledUp(AudioStream other) {
        Optional<Duration> end = Stream.concat(Stream.of(video.span()), audio.map(AudioStream::span).stream())
                .flatMap(Optional::stream)
                .map(Span::end)
                .max(Comparator.naturalOrder());
        Optional<Duration> missing = end.flatMap(
                last -> other.span().map(span -> last.minus(span.end())).map(Padding::atLeast));
        return new Silence(missing.or(() -> duration).orElseGet(() -> Padding.atLeast(Duration.ZERO)), duration);
    }

    /** The silence at the end of the main audio. */
    Silence silence() {
        Optional<Duration> end = audio.flatMap(AudioStream::span).flatMap(this::heard);
        return duration.isPresent() && end.filter(this::endsInTime).isPresent()
                ? Silence.NONE
                : new Silence(Padding.of(video, audio).sound(), duration);
    }

    /** When the audio ends, by its packets; empty if they were not measured. */
    private Optional<Duration> heard(Span span) {
        return stats.audio()
                .map(AudioPackets::length)
                .map(length -> span.start().plus(length.compareTo(span.length()) < 0 ? length : span.length()));
    }

    /** Whether a track that ends then in the source ends in time in the package. */
    private boolean endsInTime(Duration end) {
        Duration ends = clip.map(part -> part.end().compareTo(end) < 0 ? part.end() : end)
                .orElse(end)
                .minus(clip.map(Clip::start).orElse(Duration.ZERO));
        return ends.plus(END).compareTo(duration.orElseThrow()) >= 0;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
