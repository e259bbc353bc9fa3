package dev.renditions.ffmpeg.hash;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the probe found that plans use, and that therefore must not differ between streams with the same hash. Without the
 * index, the language, the flags and the bit rate of a stream, which change no frame and no sample. Immutable.
 *
 * @param values the properties, in a fixed order
 * @param colors the color properties as {@link PrintedStream#parameters} would state them: a container that repeats what the
 *     packets state is as one that states nothing
 */
record ProbedFields(List<String> values, List<String> colors) {
    static ProbedFields of(MediaInfo media, VideoStream video) {
        Color color = video.color();
        List<String> colors = List.of(
                "color_primaries=" + color.primaries(),
                "color_transfer=" + color.transfer(),
                "color_space=" + color.space(),
                "color_range=" + color.range());
        List<String> values = List.of(
                "video",
                media.format(),
                video.codec(),
                video.coded().toString(),
                video.displayed().toString(),
                video.orientation().name(),
                text(video.frameRate()),
                video.pixelFormat(),
                color.primaries(),
                color.transfer(),
                color.space(),
                color.range(),
                Boolean.toString(video.interlaced()),
                video.coding().profile(),
                Integer.toString(video.coding().level()),
                Boolean.toString(video.delayed()),
                span(video.span()),
                late(media, video.index()),
                text(media.clock().jump()));
        return new ProbedFields(values, colors);
    }

    static ProbedFields of(MediaInfo media, AudioStream audio) {
        List<String> values = List.of(
                "audio",
                media.format(),
                audio.codec(),
                Integer.toString(audio.channels()),
                Integer.toString(audio.sampleRate()),
                audio.coding().profile(),
                span(audio.span()),
                late(media, audio.index()),
                text(media.clock().jump()));
        return new ProbedFields(values, List.of());
    }

    private static String text(Optional<?> value) {
        return value.isPresent() ? value.get().toString() : "";
    }

    private static String span(Optional<Span> span) {
        return span.isPresent()
                ? span.get().start().toString() + ' ' + span.get().end()
                : "";
    }

    private static String late(MediaInfo media, int stream) {
        return media.clock().late().getOrDefault(stream, Duration.ZERO).toString();
    }
}
