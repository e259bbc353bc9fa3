package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One output of ffmpeg. Immutable.
 *
 * @param streams what goes into it and how it is encoded
 * @param cap the most bytes it may have; absent for what cannot grow
 * @param muxer how it is put together
 * @param target where it goes
 */
public record FfmpegOutput(Options streams, Optional<OutputCap> cap, Options muxer, Target target) {
    /** The muxer of a file that is one image. */
    public static final Options ONE_IMAGE = Options.of("update", 1).with("f", "image2");

    /** Where an output goes. */
    public sealed interface Target {
        /** To a file, which does not exist before. */
        record NewFile(Path path) implements Target {}

        /** To the standard output. */
        record Printed() implements Target {}

        /** To nowhere: what counts is that it was decoded. */
        record Nowhere() implements Target {}

        /** As ffmpeg reads it. */
        default String url() {
            return this instanceof NewFile file
                    ? FfmpegInput.url(file.path())
                    : this instanceof Printed ? "pipe:1" : "-";
        }
    }

    /** A file whose size its pixels bound. */
    public static FfmpegOutput file(Options streams, Options muxer, Path file) {
        return new FfmpegOutput(streams, Optional.empty(), muxer, new Target.NewFile(file));
    }

    /** A file that ends at its cap. */
    public static FfmpegOutput file(Options streams, OutputCap cap, Options muxer, Path file) {
        return new FfmpegOutput(streams, Optional.of(cap), muxer, new Target.NewFile(file));
    }

    /** What is printed, in a format of ffmpeg's. */
    public static FfmpegOutput printed(Options streams, String format) {
        return new FfmpegOutput(streams, Optional.empty(), Options.of("f", format), new Target.Printed());
    }

    /** What is decoded and thrown away. */
    public static FfmpegOutput nowhere(Options streams) {
        return new FfmpegOutput(streams, Optional.empty(), Options.of("f", "null"), new Target.Nowhere());
    }

    /** One stream of the source. */
    public static Options stream(int index) {
        return Options.of("map", "0:" + index);
    }

    /** What comes out of a graph of filters, at this label. */
    public static Options graph(String graph, String label) {
        return Options.of("filter_complex", graph).with("map", "[" + label + "]");
    }

    /** No titles, places, chapters, subtitles or data of the source: an uploader may have written anything there. */
    public static Options nothingElse() {
        return withoutMetadata().and(withoutData());
    }

    /** Titles and the like of one input alone, which we wrote. */
    public static Options tagsAlone(int input) {
        return Options.of("map_metadata", input).with("map_chapters", -1).and(withoutData());
    }

    /** No titles, places and chapters of the source. */
    public static Options withoutMetadata() {
        return Options.of("map_metadata", -1).with("map_chapters", -1);
    }

    private static Options withoutData() {
        return Options.flag("sn").withFlag("dn");
    }

    /**
     * The options and the target.
     *
     * @param most the most bytes of any output
     */
    Options options(long most) {
        Options capped =
                cap.map(c -> Options.of("fs", Math.min(c.bytes(), most))).orElse(Options.NONE);
        return streams.and(capped).and(muxer);
    }
}
