package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.VideoStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One input of ffmpeg or ffprobe. Immutable.
 *
 * @param options the options of its demuxer and decoders
 * @param whitelist the demuxers, decoders and protocols that it may use
 * @param file the file
 */
public record FfmpegInput(Options options, InputWhitelist whitelist, Path file) {
    /** The option for a file whose video is not decoded: without it, ffmpeg decodes some frames to learn more about it. */
    public static final Options NO_PICTURES = Options.of("skip_frame:v", "all");

    /** A source, or a file that was encoded from one. */
    public static FfmpegInput source(Options options, Path file, DecoderLimits limits) {
        return new FfmpegInput(options, InputWhitelist.ofSource(limits), file);
    }

    /** A file with a track that was encoded by the product: by this call, or an earlier one. */
    public static FfmpegInput track(Options options, Path file, DecoderLimits limits) {
        return new FfmpegInput(options, InputWhitelist.ofTrack(limits), file);
    }

    /** {@code file:} keeps ffmpeg from interpreting the path as another protocol. */
    Options words() {
        return options.and(whitelist.options()).with("i", url(file));
    }

    static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    /** The options for decoding a source. Frames are not rotated here: the planned filters do that. */
    public static Options decoding(Input source, int threads) {
        Options options =
                Options.of("threads", threads).withFlag("noautorotate").and(undecoded(source));
        for (Map.Entry<Integer, String> decoder :
                AlphaDecoder.of(source.media()).entrySet()) {
            options = options.with("c:" + decoder.getKey(), decoder.getValue());
        }
        return options;
    }

    /** The options for reading a source without decoding it. */
    static Options undecoded(Input source) {
        return jumps(source).and(corrections(source));
    }

    /**
     * The option for a run that reads no video of its source. Ffmpeg refuses it for a source without video.
     *
     * @param streams the streams that the run reads
     */
    static Options unread(MediaInfo media, Collection<Integer> streams) {
        List<Integer> videos = media.video().stream().map(VideoStream::index).toList();
        boolean unread = !videos.isEmpty() && Collections.disjoint(videos, streams);
        return unread && timed(media) ? NO_PICTURES : Options.NONE;
    }

    /** Whether a file states the times of all packets, as MP4 and MOV do. In others, ffmpeg derives some from what it decodes. */
    public static boolean timed(MediaInfo media) {
        return media.format().startsWith("mov,");
    }

    /** Adds a duration to all timestamps. */
    public static Options offset(Duration offset) {
        return offset.isZero() ? Options.NONE : Options.of("itsoffset", offset);
    }

    /** Corrects the timestamps of streams that ffmpeg would present too late. */
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
     * How recordings that were joined into one file are placed one after the other. Where the timestamps step back, ffmpeg adds
     * that step to all streams from there on. The remaining packets of the first recording are then too late by the same
     * amount. Ffmpeg corrects that only if the resulting gap exceeds its threshold, which is 10 seconds by default.
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
