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

/** The command that turns a {@link StoryboardPlan} into a sheet. */
final class StoryboardCommand {
    private StoryboardCommand() {}

    /**
     * The command.
     *
     * @param keyFrames whether to look at key frames alone, which need no others to be decoded
     */
    static FfmpegCommand of(Input source, StoryboardPlan plan, boolean keyFrames, Path output, RunSettings settings) {
        DecodeErrorPolicy errors = source.tolerant() ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.STRICT;
        Options decoding = FfmpegInput.decoding(source, settings.threads()).and(errors.decoding());
        // Not "-discard nokey" as well, which would save reading the others: the times of the rest are then wrong.
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
                // Of each part the last frame up to its middle: rounded up when all times are half a part earlier.
                .add(true, String.format(Locale.ROOT, "setpts=PTS-%.6f/TB", part / 2))
                .deinterlace(!keyFrames)
                .add(true, String.format(Locale.ROOT, "fps=fps=1/%.9f:round=up:start_time=0", part))
                // Whole colours for each pixel: half of them would belong to the neighbour where a size is odd.
                .picture(plan.tile(), SampleFormat.JPEG_444)
                // What the last frame shows, it shows to the end.
                .add(true, "tpad=stop=-1:stop_mode=clone")
                .add(true, "tile=" + across + "x" + down + ":nb_frames=" + plan.tiles())
                .add(true, "format=yuvj420p");
    }
}
