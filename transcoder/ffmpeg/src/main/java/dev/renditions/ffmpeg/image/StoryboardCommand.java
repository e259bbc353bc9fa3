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
import dev.renditions.kind.storyboard.StoryboardPlan;
import java.nio.file.Path;
import java.util.Locale;

/** The command that makes the sheet of a {@link StoryboardPlan}. */
final class StoryboardCommand {
    private StoryboardCommand() {}

    /**
     * The command.
     *
     * @param keyFrames whether to decode only key frames
     */
    static FfmpegCommand of(Input source, StoryboardPlan plan, boolean keyFrames, Path output, RunSettings settings) {
        DecodeErrorPolicy errors = source.tolerant() ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.STRICT;
        Options decoding = FfmpegInput.decoding(source, settings.threads()).and(errors.decoding());
        // Without "-discard nokey", which would also skip reading the other frames: it makes the timestamps wrong.
        Options frames = keyFrames ? Options.of("skip_frame", "nokey") : Options.NONE;
        Options offset = FfmpegInput.offset(source.media().clock().offset(plan.streams()));
        Options encoding = FfmpegOutput.stream(plan.videoStream())
                .and(FfmpegOutput.nothingElse())
                .withFlag("an")
                .with("vf", filters(plan, keyFrames).toString())
                .with("frames:v", 1)
                .with("c:v", "mjpeg")
                .with("q:v", plan.profile().storyboard().quality())
                .with("color_range", "pc")
                .with("threads:v", settings.threads());
        return new FfmpegCommand(
                GlobalOptions.silent(errors, settings),
                FfmpegInput.source(decoding.and(frames).and(offset), source.file(), settings.decoder()),
                FfmpegOutput.file(encoding, FfmpegOutput.ONE_IMAGE, output),
                output.resolveSibling(""));
    }

    private static Filters filters(StoryboardPlan plan, boolean keyFrames) {
        double part = plan.length().toNanos() / 1e9 / plan.tiles();
        int across = plan.sheet().width() / plan.tile().width();
        int down = plan.sheet().height() / plan.tile().height();
        return new Filters(plan.conversion())
                .fromFirst()
                .add(true, TileTimes.FILTERS)
                .deinterlaceAlone(keyFrames)
                // Takes the last frame before the middle of each part: times are shifted by half a part, then rounded
                // up.
                .add(true, String.format(Locale.ROOT, "setpts=PTS-%.6f/TB", part / 2))
                .deinterlace(!keyFrames)
                .add(true, String.format(Locale.ROOT, "fps=fps=1/%.9f:round=up:start_time=0", part))
                // No chroma subsampling: in tiles of odd size, neighbours would share chroma samples.
                .picture(plan.tile(), SampleFormat.JPEG_444)
                // Repeats the last frame to the end of the sheet.
                .add(true, "tpad=stop=-1:stop_mode=clone")
                .add(true, "tile=" + across + "x" + down + ":nb_frames=" + plan.tiles())
                .add(true, "format=yuvj420p");
    }
}
