package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments that turn a {@link Plan.Audio} into an MP3. */
final class AudioArguments {
    private AudioArguments() {}

    static List<String> of(Path source, Plan.Audio plan, Path output, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(threads));
        arguments.addAll(InputPins.global());
        arguments.addAll(CommonArguments.decoding(threads));
        arguments.addAll(List.of("-err_detect", "explode"));
        arguments.addAll(InputPins.input(source));
        arguments.addAll(CommonArguments.stream(plan.audioStream()));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.add("-vn");
        arguments.addAll(SoundArguments.of("libmp3lame", plan.profile().audio(), plan.channels()));
        arguments.addAll(OutputCap.of(plan).arguments());
        arguments.addAll(List.of("-f", "mp3"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }
}
