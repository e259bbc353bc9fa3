package dev.renditions.ffmpeg.hash;

import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the probe found that plans use, and that therefore must not differ between streams with the same hash. Without the
 * index, the language, the flags and the bit rate of a stream, which change no frame and no sample.
 */
final class ProbedFields {
    private ProbedFields() {}

    /** The properties of a video stream, in a fixed order. */
    static List<String> of(MediaInfo media, VideoStream video) {
        return fields(
                "video",
                media.format(),
                video.codec(),
                video.coded(),
                video.displayed(),
                video.orientation(),
                optional(video.frameRate()),
                video.pixelFormat(),
                video.color(),
                video.interlaced(),
                video.coding().profile(),
                video.coding().level(),
                video.delayed(),
                start(video.span()),
                end(video.span()),
                late(media, video.index()),
                optional(media.clock().jump()));
    }

    /** The properties of an audio stream, in a fixed order. */
    static List<String> of(MediaInfo media, AudioStream audio) {
        return fields(
                "audio",
                media.format(),
                audio.codec(),
                audio.channels(),
                audio.sampleRate(),
                audio.coding().profile(),
                start(audio.span()),
                end(audio.span()),
                late(media, audio.index()),
                optional(media.clock().jump()));
    }

    private static List<String> fields(Object... values) {
        return Stream.of(values).map(Object::toString).toList();
    }

    private static String optional(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String start(Optional<Span> span) {
        return optional(span.map(Span::start));
    }

    private static String end(Optional<Span> span) {
        return optional(span.map(Span::end));
    }

    private static Duration late(MediaInfo media, int stream) {
        return media.clock().late().getOrDefault(stream, Duration.ZERO);
    }
}
