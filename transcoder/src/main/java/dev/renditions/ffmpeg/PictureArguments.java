package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments that turn a {@link Plan.Picture} into a JPEG. */
final class PictureArguments {
    private PictureArguments() {}

    /**
     * The arguments.
     *
     * @param how which of the ways to take
     */
    static List<String> of(Path source, Plan.Picture plan, PictureWay how, Path output, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(threads));
        arguments.addAll(InputPins.global());
        arguments.addAll(CommonArguments.decoding(threads));
        if (how.strict()) {
            arguments.addAll(List.of("-err_detect", "explode"));
        }
        if (how.keyFrames()) {
            arguments.addAll(List.of("-skip_frame", "nokey"));
        }
        if (!how.seek().isZero()) {
            // Before the input: to the key frame before it, instead of decoding all that lies before.
            arguments.addAll(List.of("-ss", CommonArguments.seconds(how.seek())));
        }
        arguments.addAll(InputPins.input(source));
        arguments.addAll(CommonArguments.stream(plan.videoStream()));
        arguments.addAll(CommonArguments.nothingElse());
        Filters filters = new Filters()
                .deinterlace(plan.conversion().deinterlace())
                .picture(plan.size(), plan.conversion(), "pc", "yuvj420p")
                // Last: it keeps every candidate, which before the scaling may be 100 MB each, and knows 8 bits only.
                .add(how.candidates() > 1, "thumbnail=" + how.candidates());
        arguments.addAll(List.of("-an", "-vf", filters.toString(), "-frames:v", "1", "-c:v", "mjpeg"));
        arguments.addAll(List.of("-q:v", Integer.toString(plan.profile().image().quality())));
        arguments.addAll(List.of("-color_range", "pc", "-threads:v", Integer.toString(threads)));
        arguments.addAll(List.of("-update", "1", "-f", "image2"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }
}
