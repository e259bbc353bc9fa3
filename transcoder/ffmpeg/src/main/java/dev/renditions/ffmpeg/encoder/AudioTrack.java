package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.AudioArguments;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.Downmix;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a {@link Plan.Audio} becomes a file of sound alone. */
public final class AudioTrack {
    private AudioTrack() {}

    /**
     * The track.
     *
     * @param level how loud it is made; absent for as loud as it is
     * @param label a name that no other output of the run has
     */
    public static RunOutput of(Plan.Audio plan, Optional<LoudnessPlan> level, Path file, String label) {
        List<String> arguments = new ArrayList<>(
                level.map(l -> levelled(plan, l, label)).orElseGet(() -> AudioArguments.of(plan.sound(), label)));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.add("-vn");
        OutputCap cap = OutputCap.of(plan);
        arguments.addAll(cap.arguments());
        arguments.addAll(container(plan.sound().settings().codec()));
        return new RunOutput(file, cap, List.copyOf(arguments));
    }

    private static List<String> levelled(Plan.Audio plan, LoudnessPlan level, String label) {
        List<String> filters = new ArrayList<>(Downmix.filters(plan.sound()));
        filters.addAll(level.filters(plan.sound().settings().sampleRate()));
        return AudioArguments.of(plan.sound(), filters, label);
    }

    private static List<String> container(String codec) {
        return switch (codec) {
            case "aac" -> List.of("-movflags", "+faststart", "-f", "ipod");
            case "opus" -> List.of("-f", "ogg");
            default -> List.of("-f", "mp3");
        };
    }
}
