package dev.renditions.ffmpeg.image;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.Filters;
import dev.renditions.ffmpeg.command.InputWhitelist;
import dev.renditions.ffmpeg.command.SampleFormat;
import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments that turn a {@link Plan.Storyboard} into a sheet. */
final class StoryboardArguments {
    private StoryboardArguments() {}

    /**
     * The arguments.
     *
     * @param keyFrames whether to look at key frames alone, which need no others to be decoded
     */
    static List<String> of(Input source, Plan.Storyboard plan, boolean keyFrames, Path output, int threads) {
        DecodeErrorPolicy errors = source.tolerant() ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.STRICT;
        List<String> arguments = new ArrayList<>(CommonArguments.silent(errors, threads));
        arguments.addAll(InputWhitelist.global());
        arguments.addAll(CommonArguments.decoding(source, threads));
        arguments.addAll(errors.decoding());
        if (keyFrames) {
            // Not "-discard nokey" as well, which would save reading the others: the times of the rest are then wrong.
            arguments.addAll(List.of("-skip_frame", "nokey"));
        }
        arguments.addAll(CommonArguments.offset(source.media().clock().offset(plan.streams())));
        arguments.addAll(InputWhitelist.input(source.file()));
        arguments.addAll(CommonArguments.stream(plan.videoStream()));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.addAll(List.of("-an", "-vf", filters(plan, keyFrames).toString(), "-frames:v", "1", "-c:v", "mjpeg"));
        arguments.addAll(
                List.of("-q:v", Integer.toString(plan.profile().storyboard().quality())));
        arguments.addAll(List.of("-color_range", "pc", "-threads:v", Integer.toString(threads)));
        arguments.addAll(List.of("-update", "1", "-f", "image2"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }

    private static Filters filters(Plan.Storyboard plan, boolean keyFrames) {
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
