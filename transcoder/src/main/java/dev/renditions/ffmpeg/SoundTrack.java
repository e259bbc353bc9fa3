package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a {@link Plan.Audio} becomes a file of sound alone. */
final class SoundTrack {
    private SoundTrack() {}

    static Track of(Plan.Audio plan, Path file) {
        List<String> arguments = new ArrayList<>(CommonArguments.stream(plan.sound().stream()));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.add("-vn");
        arguments.addAll(SoundArguments.of(plan.sound()));
        OutputCap cap = OutputCap.of(plan);
        arguments.addAll(cap.arguments());
        arguments.addAll(List.of("-f", "mp3"));
        return new Track(file, cap, List.copyOf(arguments));
    }
}
