package dev.renditions.ffmpeg;

import dev.renditions.plan.Plan;
import dev.renditions.plan.Rung;
import dev.renditions.profile.Edits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a {@link Plan.Video} becomes an MP4 that plays while it loads. */
final class VideoTrack {
    private VideoTrack() {}

    /**
     * The track.
     *
     * @param inputs where the inputs are added that its edits need
     */
    static Track of(Plan.Video plan, Path file, int threads, RunInputs inputs) {
        Edits edits = plan.profile().edits();
        EditFiles files = new EditFiles(Objects.requireNonNull(file.getParent()));
        Optional<Overlay> overlay = edits.watermark().map(w -> new Overlay(w, inputs.add(files.watermarkInput())));
        List<String> arguments = new ArrayList<>(map(plan.rung(), overlay));
        plan.sound().ifPresent(sound -> arguments.addAll(CommonArguments.stream(sound.stream())));
        arguments.addAll(
                edits.metadata().isEmpty()
                        ? CommonArguments.nothingElse()
                        : CommonArguments.tagsAlone(inputs.add(files.tagsInput())));
        arguments.addAll(picture(plan.rung(), overlay, threads));
        plan.sound().ifPresent(sound -> arguments.addAll(SoundArguments.of(sound)));
        OutputCap cap = OutputCap.of(plan);
        arguments.addAll(cap.arguments());
        arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
        return new Track(file, cap, List.copyOf(arguments));
    }

    /** Where one rung comes from: the source, or the filters that lay something over it. */
    static List<String> map(Rung rung, Optional<Overlay> overlay) {
        return overlay.map(o -> List.of("-map", "[" + o.output(rung) + "]"))
                .orElse(CommonArguments.stream(rung.stream()));
    }

    /** How one rung is scaled, covered and encoded. */
    static List<String> picture(Rung rung, Optional<Overlay> overlay, int threads) {
        if (overlay.isEmpty()) {
            return picture(rung, threads);
        }
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-filter_complex_threads", Integer.toString(threads)));
        arguments.addAll(List.of("-filter_complex", overlay.get().graph(rung)));
        arguments.addAll(encoding(rung, threads));
        return arguments;
    }

    /** How one rung is scaled and encoded. */
    static List<String> picture(Rung rung, int threads) {
        List<String> arguments = new ArrayList<>(List.of("-vf", Filters.of(rung).toString()));
        arguments.addAll(encoding(rung, threads));
        return arguments;
    }

    private static List<String> encoding(Rung rung, int threads) {
        List<String> arguments = new ArrayList<>(List.of("-fps_mode", "vfr"));
        arguments.addAll(VideoEncoder.of(rung.settings().codec()).arguments(rung, threads));
        return arguments;
    }
}
