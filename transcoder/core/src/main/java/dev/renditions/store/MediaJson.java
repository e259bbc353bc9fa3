package dev.renditions.store;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import dev.renditions.support.Omissible;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a probe as a part of a manifest. */
record MediaJson(
        String format,
        @Omissible @Nullable Duration durationSeconds,
        List<Video> video,
        List<Audio> audio,
        @Omissible List<Text> text,
        int otherStreams) {

    static MediaJson of(MediaInfo media) {
        return new MediaJson(
                media.format(),
                media.duration().orElse(null),
                media.video().stream().map(Video::of).toList(),
                media.audio().stream().map(Audio::of).toList(),
                media.text().stream().map(Text::of).toList(),
                media.otherStreams());
    }

    MediaInfo media() {
        return new MediaInfo(
                format,
                Optional.ofNullable(durationSeconds),
                video.stream().map(Video::stream).toList(),
                audio.stream().map(Audio::stream).toList(),
                text.stream().map(Text::stream).toList(),
                otherStreams);
    }

    private static @Nullable Duration start(Optional<Span> span) {
        return span.map(Span::start).orElse(null);
    }

    private static @Nullable Duration end(Optional<Span> span) {
        return span.map(Span::end).orElse(null);
    }

    private static Optional<Span> span(@Nullable Duration start, @Nullable Duration end) {
        return start == null || end == null ? Optional.empty() : Optional.of(new Span(start, end));
    }

    record Video(
            int index,
            String codec,
            Size coded,
            Size displayed,
            int rotation,
            @Omissible boolean mirrored,
            @Omissible @Nullable Double frameRate,
            String pixelFormat,
            Color color,
            boolean interlaced,
            boolean attachedPicture,
            boolean main,
            @Omissible @Nullable Duration startSeconds,
            @Omissible @Nullable Duration endSeconds,
            @Omissible String profile,
            @Omissible int level,
            @Omissible int kilobits) {

        static Video of(VideoStream stream) {
            return new Video(
                    stream.index(),
                    stream.codec(),
                    stream.coded(),
                    stream.displayed(),
                    stream.orientation().degrees(),
                    stream.orientation().mirrored(),
                    stream.frameRate().orElse(null),
                    stream.pixelFormat(),
                    stream.color(),
                    stream.interlaced(),
                    stream.attachedPicture(),
                    stream.main(),
                    start(stream.span()),
                    end(stream.span()),
                    stream.coding().profile(),
                    stream.coding().level(),
                    stream.coding().kilobits());
        }

        VideoStream stream() {
            return new VideoStream(
                    index,
                    codec,
                    coded,
                    displayed,
                    Orientation.of(rotation, mirrored),
                    Optional.ofNullable(frameRate),
                    pixelFormat,
                    color,
                    interlaced,
                    attachedPicture,
                    main,
                    span(startSeconds, endSeconds),
                    new Coding(profile, level, kilobits));
        }
    }

    record Audio(
            int index,
            String codec,
            int channels,
            int sampleRate,
            @Omissible String language,
            boolean main,
            @Omissible @Nullable Duration startSeconds,
            @Omissible @Nullable Duration endSeconds,
            @Omissible String profile,
            @Omissible int level,
            @Omissible int kilobits) {

        static Audio of(AudioStream stream) {
            return new Audio(
                    stream.index(),
                    stream.codec(),
                    stream.channels(),
                    stream.sampleRate(),
                    stream.language(),
                    stream.main(),
                    start(stream.span()),
                    end(stream.span()),
                    stream.coding().profile(),
                    stream.coding().level(),
                    stream.coding().kilobits());
        }

        AudioStream stream() {
            return new AudioStream(
                    index,
                    codec,
                    channels,
                    sampleRate,
                    language,
                    main,
                    span(startSeconds, endSeconds),
                    new Coding(profile, level, kilobits));
        }
    }

    record Text(
            int index,
            String codec,
            String language,
            boolean bitmap,
            boolean main,
            @Omissible boolean forced,
            @Omissible boolean hearingImpaired) {

        static Text of(TextStream stream) {
            TextFlags flags = stream.flags();
            return new Text(
                    stream.index(),
                    stream.codec(),
                    stream.language(),
                    stream.bitmap(),
                    flags.main(),
                    flags.forced(),
                    flags.hearingImpaired());
        }

        TextStream stream() {
            return new TextStream(index, codec, language, bitmap, new TextFlags(main, forced, hearingImpaired));
        }
    }
}
