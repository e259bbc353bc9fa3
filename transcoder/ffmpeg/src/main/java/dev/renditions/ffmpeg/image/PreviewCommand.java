package dev.renditions.ffmpeg.image;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunSettings;
import dev.renditions.ffmpeg.filter.Filters;
import dev.renditions.ffmpeg.filter.SampleFormat;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.media.SourceClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The command that turns a {@link PreviewPlan} into an animated WebP. */
final class PreviewCommand {
    private PreviewCommand() {}

    /**
     * The command.
     *
     * @param start the time to start at
     */
    static FfmpegCommand of(Input source, PreviewPlan plan, FirstFrameTime start, Path output, RunSettings settings) {
        DecodeErrorPolicy errors = source.tolerant() ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.STRICT;
        Duration read = start.skips() ? start.at().plus(plan.length()) : plan.length();
        Options reading = FfmpegInput.decoding(source, settings.threads())
                .and(errors.decoding())
                .and(begin(source, plan, start))
                .with("t", read);
        Options encoding = FfmpegOutput.stream(plan.videoStream())
                // Needed for the output, too: the input limit applies to the start of frames, and the last one may be
                // long.
                .with("t", plan.length())
                .and(FfmpegOutput.nothingElse())
                .withFlag("an")
                .with("vf", filters(plan, start).toString())
                .with("c:v", "libwebp_anim")
                .with("loop", 0)
                .with("quality", plan.profile().preview().quality())
                .with("threads:v", settings.threads());
        return new FfmpegCommand(
                GlobalOptions.usual(errors, settings),
                FfmpegInput.source(reading, source.file(), settings.decoder()),
                FfmpegOutput.file(encoding, Options.of("f", "webp"), output),
                output.resolveSibling(""));
    }

    private static Filters filters(PreviewPlan plan, FirstFrameTime start) {
        return new Filters(plan.conversion())
                .fromFirst()
                .add(start.skips(), start.skipping())
                .deinterlace()
                .add(true, rate(plan))
                .picture(plan.size(), SampleFormat.WEBP);
    }

    /** The start of the run: a seek, from which timestamps then count, or the start of the clock. */
    private static Options begin(Input source, PreviewPlan plan, FirstFrameTime start) {
        SourceClock clock = source.media().clock();
        return start.seek()
                ? Options.of("ss", clock.zero().plus(start.at()))
                : FfmpegInput.offset(clock.offset(plan.streams()));
    }

    /** A constant frame rate from time zero. {@code eof_action=pass} keeps a single frame that is shorter than one tick. */
    private static String rate(PreviewPlan plan) {
        return String.format(Locale.ROOT, "fps=%.6f:start_time=0:eof_action=pass", plan.frameRate());
    }
}
