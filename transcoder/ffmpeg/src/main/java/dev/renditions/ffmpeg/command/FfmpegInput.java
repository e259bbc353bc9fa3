package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One input of ffmpeg or ffprobe. Immutable.
 *
 * @param options how it is read and decoded
 * @param whitelist what of it may be opened and decoded
 * @param file the file
 */
public record FfmpegInput(Options options, InputWhitelist whitelist, Path file) {
    /** A source, or what we made of one. */
    public static FfmpegInput source(Options options, Path file, DecoderLimits limits) {
        return new FfmpegInput(options, InputWhitelist.ofSource(limits), file);
    }

    /** {@code file:} keeps a path from being taken for anything else. */
    Options words() {
        return options.and(whitelist.options()).with("i", url(file));
    }

    static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    /** For the decoders of a source. Frames are turned by our own filters, as planned. */
    public static Options decoding(Input source, int threads) {
        Options options =
                Options.of("threads", threads).withFlag("noautorotate").and(undecoded(source));
        for (Map.Entry<Integer, String> decoder :
                AlphaDecoder.of(source.media()).entrySet()) {
            options = options.with("c:" + decoder.getKey(), decoder.getValue());
        }
        return options;
    }

    /** For the reader of a source of which nothing is decoded. */
    static Options undecoded(Input source) {
        return jumps(source).and(corrections(source));
    }

    /** What is added to all timestamps. */
    public static Options offset(Duration offset) {
        return offset.isZero() ? Options.NONE : Options.of("itsoffset", offset);
    }

    /** Timestamps that are right where ffmpeg's are not. */
    private static Options corrections(Input source) {
        Options options = Options.NONE;
        for (Map.Entry<Integer, Duration> late :
                new TreeMap<>(source.media().clock().late()).entrySet()) {
            String shift = "-" + Options.seconds(late.getValue()) + "/TB";
            options = options.with("bsf:" + late.getKey(), "setts=pts=PTS" + shift + ":dts=DTS" + shift);
        }
        return options;
    }

    /**
     * How joined recordings are put in a row. Where the clock steps back, ffmpeg adds that step to all streams from there on;
     * what still comes of the first recording is then as much too late. Ffmpeg takes that back only if it is a gap that it
     * closes, which without this are gaps of more than 10 seconds.
     */
    private static Options jumps(Input source) {
        return source.media()
                .clock()
                .jump()
                .map(jump -> jump.dividedBy(2))
                .filter(gap -> gap.compareTo(PacketClock.GAP) < 0)
                .map(gap -> Options.of("dts_delta_threshold", gap))
                .orElse(Options.NONE);
    }
}
