package dev.renditions.ffmpeg.image;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.Filters;
import dev.renditions.ffmpeg.command.InputWhitelist;
import dev.renditions.ffmpeg.command.SampleFormat;
import dev.renditions.media.SourceClock;
import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments that turn a {@link Plan.Preview} into an animated WebP. */
final class PreviewArguments {
    private PreviewArguments() {}

    /**
     * The arguments.
     *
     * @param start where to begin
     */
    static List<String> of(Input source, Plan.Preview plan, FirstFrameTime start, Path output, int threads) {
        DecodeErrorPolicy errors = source.tolerant() ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.STRICT;
        List<String> arguments = new ArrayList<>(CommonArguments.global(errors, threads));
        arguments.addAll(InputWhitelist.global());
        arguments.addAll(CommonArguments.decoding(source, threads));
        arguments.addAll(errors.decoding());
        arguments.addAll(begin(source, plan, start));
        Duration read = start.skips() ? start.at().plus(plan.length()) : plan.length();
        arguments.addAll(List.of("-t", CommonArguments.seconds(read)));
        arguments.addAll(InputWhitelist.input(source.file()));
        arguments.addAll(CommonArguments.stream(plan.videoStream()));
        // Once more for the output: of the input it is where frames begin that counts, and one may be shown for long.
        arguments.addAll(List.of("-t", CommonArguments.seconds(plan.length())));
        arguments.addAll(CommonArguments.nothingElse());
        Filters filters = new Filters(plan.conversion())
                .fromFirst()
                .add(start.skips(), start.skipping())
                .deinterlace()
                .add(true, rate(plan))
                .picture(plan.size(), SampleFormat.WEBP);
        arguments.addAll(List.of("-an", "-vf", filters.toString(), "-c:v", "libwebp_anim", "-loop", "0"));
        arguments.addAll(
                List.of("-quality", Integer.toString(plan.profile().preview().quality())));
        arguments.addAll(List.of("-threads:v", Integer.toString(threads), "-f", "webp"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }

    /** Where it begins: at a time that is searched for, which timestamps then count from, or with the clock. */
    private static List<String> begin(Input source, Plan.Preview plan, FirstFrameTime start) {
        SourceClock clock = source.media().clock();
        return start.searched()
                ? List.of("-ss", CommonArguments.seconds(clock.zero().plus(start.at())))
                : CommonArguments.offset(clock.offset(plan.streams()));
    }

    /** Frames at the rate from the beginning on. One that alone is shown for less than they are apart is none too few. */
    private static String rate(Plan.Preview plan) {
        return String.format(Locale.ROOT, "fps=%.6f:start_time=0:eof_action=pass", plan.frameRate());
    }
}
