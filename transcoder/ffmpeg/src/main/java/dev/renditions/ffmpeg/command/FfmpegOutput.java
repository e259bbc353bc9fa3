package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One output of ffmpeg. Immutable.
 *
 * @param streams the streams that it takes, and how they are encoded
 * @param cap the most bytes it may have; absent if its size is bounded otherwise
 * @param muxer the options of its container
 * @param target where it is written
 */
public record FfmpegOutput(Options streams, Optional<OutputCap> cap, Options muxer, Target target) {
    /** The muxer of a file that is one image. */
    public static final Options ONE_IMAGE = Options.of("update", 1).with("f", "image2");

    /** Where an output is written. */
    public sealed interface Target {
        /** To a file that does not exist yet. */
        record NewFile(Path path) implements Target {}

        /** To the standard output. */
        record StandardOutput() implements Target {}

        /** Decoded, but not written. */
        record Discarded() implements Target {}

        /** The target as an argument of ffmpeg. */
        default String url() {
            return this instanceof NewFile file
                    ? FfmpegInput.url(file.path())
                    : this instanceof StandardOutput ? "pipe:1" : "-";
        }
    }

    /** A file whose size is bounded by the number of its pixels. */
    public static FfmpegOutput file(Options streams, Options muxer, Path file) {
        return new FfmpegOutput(streams, Optional.empty(), muxer, new Target.NewFile(file));
    }

    /** A file that ends at its cap. */
    public static FfmpegOutput file(Options streams, OutputCap cap, Options muxer, Path file) {
        return new FfmpegOutput(streams, Optional.of(cap), muxer, new Target.NewFile(file));
    }

    /** An output in one of ffmpeg's formats that is written to the standard output. */
    public static FfmpegOutput standardOutput(Options streams, String format) {
        return new FfmpegOutput(streams, Optional.empty(), Options.of("f", format), new Target.StandardOutput());
    }

    /** An output that is decoded and discarded. */
    public static FfmpegOutput discarded(Options streams) {
        return new FfmpegOutput(streams, Optional.empty(), Options.of("f", "null"), new Target.Discarded());
    }

    /** Maps one stream of the source. */
    public static Options stream(int index) {
        return Options.of("map", "0:" + index);
    }

    /** Maps the output of a filter graph that has this label. */
    public static Options graph(String graph, String label) {
        return Options.of("filter_complex", graph).with("map", "[" + label + "]");
    }

    /** Drops titles, locations, chapters, subtitles and data of the source, since uploaders can write anything there. */
    public static Options nothingElse() {
        return withoutMetadata().and(withoutData());
    }

    /** Takes tags only from one input, a file that the product wrote. */
    public static Options onlyTagsOf(int input) {
        return Options.of("map_metadata", input).with("map_chapters", -1).and(withoutData());
    }

    /** Drops titles, locations and chapters of the source. */
    public static Options withoutMetadata() {
        return Options.of("map_metadata", -1).with("map_chapters", -1);
    }

    private static Options withoutData() {
        return Options.flag("sn").withFlag("dn");
    }

    /**
     * All options of the output.
     *
     * @param most the most bytes of any output
     */
    Options options(long most) {
        Options capped =
                cap.map(c -> Options.of("fs", Math.min(c.bytes(), most))).orElse(Options.NONE);
        return streams.and(capped).and(muxer);
    }
}
