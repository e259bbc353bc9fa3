package dev.renditions.ffmpeg.hash;

import dev.renditions.ffmpeg.command.DecoderLimits;
import dev.renditions.ffmpeg.command.FfprobeCommand;
import dev.renditions.ffmpeg.command.Options;
import java.nio.file.Path;

/** The ffprobe command that prints all packets of a file, each with the hash of its bytes, and then its streams. */
final class HashCommand {
    /**
     * As strong as SHA-256, and ffmpeg computes it in two thirds of the time, since its 64-bit words are twice as wide and
     * ffmpeg uses no instructions of the processor for either.
     */
    static final String ALGORITHM = "SHA512/256";

    /** No titles and other tags, which are not decoded and can be of any length. */
    private static final String ENTRIES = PrintedPacket.ENTRIES + ":" + PrintedStream.ENTRIES + ":format=start_time";

    private HashCommand() {}

    static FfprobeCommand of(Path file, DecoderLimits limits) {
        // Ffprobe decodes frames to learn more than the headers state, which takes longer than the hashes. The probe
        // did that.
        Options options = Options.of("show_data_hash", ALGORITHM).with("skip_frame", "all");
        return new FfprobeCommand(options, "compact", ENTRIES, file, limits);
    }
}
