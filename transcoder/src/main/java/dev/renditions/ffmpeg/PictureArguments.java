package dev.renditions.ffmpeg;

import dev.renditions.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The arguments that turn a {@link Plan.Picture} into a JPEG. Broken frames end the run, but a decoder's every doubt
 * does not: TIFF files with tags that ffmpeg does not know are sound.
 */
final class PictureArguments {
    private PictureArguments() {}

    static List<String> of(Path source, Plan.Picture plan, Path output, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(threads));
        arguments.addAll(InputPins.global());
        arguments.addAll(CommonArguments.decoding(threads));
        if (!plan.seek().isZero()) {
            // Before the input: to the key frame before it, instead of decoding all that lies before.
            arguments.addAll(List.of("-ss", seconds(plan.seek())));
        }
        arguments.addAll(InputPins.input(source));
        arguments.addAll(CommonArguments.stream(plan.videoStream()));
        arguments.addAll(CommonArguments.nothingElse());
        Filters filters = new Filters()
                .deinterlace(plan.deinterlace())
                .add(plan.candidates() > 1, "thumbnail=" + plan.candidates())
                .picture(plan.size(), plan.toneMap(), "pc", "yuvj420p");
        arguments.addAll(List.of("-an", "-vf", filters.toString(), "-frames:v", "1", "-c:v", "mjpeg"));
        arguments.addAll(List.of("-q:v", Integer.toString(plan.profile().image().quality())));
        arguments.addAll(List.of("-color_range", "pc", "-threads:v", Integer.toString(threads)));
        arguments.addAll(List.of("-update", "1", "-f", "image2"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }

    /** The same from the start of the source, without a choice: for one that is shorter than it claims. */
    static Plan.Picture fromStart(Plan.Picture plan) {
        return new Plan.Picture(
                plan.profile(), plan.videoStream(), plan.size(), Duration.ZERO, 1, plan.deinterlace(), plan.toneMap());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%06d", duration.toSeconds(), duration.toNanosPart() / 1000);
    }
}
