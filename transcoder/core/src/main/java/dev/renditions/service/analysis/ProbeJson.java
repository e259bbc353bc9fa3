package dev.renditions.service.analysis;

import static dev.renditions.service.analysis.Optionals.list;
import static dev.renditions.service.analysis.Optionals.number;
import static dev.renditions.service.analysis.Optionals.optional;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Color;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.SourceClock;
import dev.renditions.media.Span;
import dev.renditions.media.TextStream;
import dev.renditions.media.UndecodableStream;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The members of the result of a probe: everything that plans depend on. */
record ProbeJson(
        String format,
        boolean still,
        List<Long> durationNanos,
        List<Video> video,
        List<Audio> audio,
        List<TextStream> text,
        List<UndecodableStream> unusable,
        int otherStreams,
        Times clock,
        List<String> flaws) {
    static ProbeJson of(MediaInfo media) {
        return new ProbeJson(
                media.format(),
                media.still(),
                list(media.duration().map(Duration::toNanos)),
                media.video().stream().map(Video::of).toList(),
                media.audio().stream().map(Audio::of).toList(),
                media.text(),
                media.unusable(),
                media.otherStreams(),
                Times.of(media.clock()),
                media.flaws());
    }

    MediaInfo media() {
        return new MediaInfo(
                format,
                still,
                optional(durationNanos).map(Duration::ofNanos),
                video.stream().map(Video::stream).toList(),
                audio.stream().map(Audio::stream).toList(),
                text,
                unusable,
                otherStreams,
                clock.clock(),
                flaws);
    }

    record Video(
            int index,
            String codec,
            Size coded,
            Size displayed,
            String orientation,
            List<Double> frameRate,
            String pixelFormat,
            Color color,
            boolean interlaced,
            boolean attachedPicture,
            boolean main,
            List<Range> span,
            Coding coding,
            Parts parts,
            boolean delayed) {
        static Video of(VideoStream stream) {
            return new Video(
                    stream.index(),
                    stream.codec(),
                    stream.coded(),
                    stream.displayed(),
                    stream.orientation().name(),
                    list(stream.frameRate()),
                    stream.pixelFormat(),
                    stream.color(),
                    stream.interlaced(),
                    stream.attachedPicture(),
                    stream.main(),
                    list(stream.span().map(Range::of)),
                    stream.coding(),
                    Parts.of(stream.parts()),
                    stream.delayed());
        }

        VideoStream stream() {
            return new VideoStream(
                    index,
                    codec,
                    coded,
                    displayed,
                    Orientation.valueOf(orientation),
                    optional(frameRate),
                    pixelFormat,
                    color,
                    interlaced,
                    attachedPicture,
                    main,
                    optional(span).map(Range::span),
                    coding,
                    parts.parts(),
                    delayed);
        }
    }

    record Audio(
            int index,
            String codec,
            int channels,
            int sampleRate,
            String language,
            boolean main,
            List<Range> span,
            Coding coding,
            List<Integer> right,
            boolean commentary,
            boolean description) {
        static Audio of(AudioStream stream) {
            return new Audio(
                    stream.index(),
                    stream.codec(),
                    stream.channels(),
                    stream.sampleRate(),
                    stream.language(),
                    stream.main(),
                    list(stream.span().map(Range::of)),
                    stream.coding(),
                    list(stream.right()),
                    stream.commentary(),
                    stream.description());
        }

        AudioStream stream() {
            return new AudioStream(
                    index,
                    codec,
                    channels,
                    sampleRate,
                    language,
                    main,
                    optional(span).map(Range::span),
                    coding,
                    number(right),
                    commentary,
                    description);
        }
    }

    record Range(long startNanos, long endNanos) {
        static Range of(Span span) {
            return new Range(span.start().toNanos(), span.end().toNanos());
        }

        Span span() {
            return new Span(Duration.ofNanos(startNanos), Duration.ofNanos(endNanos));
        }
    }

    record Parts(List<Integer> tileGroup, List<Integer> alpha, List<Integer> alphaTileGroup, String alphaOrientation) {
        static Parts of(ImageParts parts) {
            return new Parts(
                    list(parts.tileGroup()),
                    list(parts.alpha()),
                    list(parts.alphaTileGroup()),
                    parts.alphaOrientation().name());
        }

        ImageParts parts() {
            return new ImageParts(
                    number(tileGroup), number(alpha), number(alphaTileGroup), Orientation.valueOf(alphaOrientation));
        }
    }

    record Times(
            boolean anywhere,
            Map<Integer, Long> startsNanos,
            long zeroNanos,
            Map<Integer, Long> lateNanos,
            List<Long> jumpNanos) {
        static Times of(SourceClock clock) {
            return new Times(
                    clock.anywhere(),
                    nanos(clock.starts()),
                    clock.zero().toNanos(),
                    nanos(clock.late()),
                    list(clock.jump().map(Duration::toNanos)));
        }

        SourceClock clock() {
            return new SourceClock(
                    anywhere,
                    durations(startsNanos),
                    Duration.ofNanos(zeroNanos),
                    durations(lateNanos),
                    optional(jumpNanos).map(Duration::ofNanos));
        }

        private static Map<Integer, Long> nanos(Map<Integer, Duration> times) {
            Map<Integer, Long> nanos = new TreeMap<>();
            times.forEach((stream, time) -> nanos.put(stream, time.toNanos()));
            return nanos;
        }

        private static Map<Integer, Duration> durations(Map<Integer, Long> nanos) {
            return nanos.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> Duration.ofNanos(each.getValue())));
        }
    }
}
