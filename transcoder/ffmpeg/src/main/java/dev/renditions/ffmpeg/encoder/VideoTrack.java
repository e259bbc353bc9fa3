package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.AudioArguments;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.Filters;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.Overlay;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
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
    static RunOutput of(Plan.Video plan, Path file, int threads, RunInputs inputs) {
        Edits edits = plan.profile().edits();
        EditFiles files = new EditFiles(Objects.requireNonNull(file.getParent()));
        Optional<Overlay> overlay = edits.watermark().map(w -> new Overlay(w, inputs.add(files.watermarkInput())));
        List<String> arguments = new ArrayList<>(
                plan.copiesPicture()
                        ? copied(plan.rung().stream(), "v")
                        : picture(plan.rung(), Filters.of(plan.rung()), List.of(), overlay, threads));
        arguments.addAll(
                edits.metadata().isEmpty()
                        ? CommonArguments.nothingElse()
                        : CommonArguments.tagsAlone(inputs.add(files.tagsInput())));
        plan.sound()
                .ifPresent(sound -> arguments.addAll(
                        plan.copiesSound()
                                ? copied(sound.input().stream(), "a")
                                : AudioArguments.of(sound, inputs.label())));
        OutputCap cap = OutputCap.of(plan);
        arguments.addAll(cap.arguments());
        arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
        return new RunOutput(file, cap, List.copyOf(arguments));
    }

    private static List<String> copied(int stream, String kind) {
        List<String> arguments = new ArrayList<>(CommonArguments.stream(stream));
        arguments.addAll(List.of("-c:" + kind, "copy"));
        return arguments;
    }

    /**
     * How one rung is taken from the source, and encoded.
     *
     * @param film the filters of its frames
     * @param packets what is done to its packets beyond what its encoder needs, as bitstream filters
     */
    static List<String> picture(Rung rung, Filters film, List<String> packets, Optional<Overlay> overlay, int threads) {
        List<String> arguments = new ArrayList<>();
        if (overlay.isPresent()) {
            String label = "marked" + overlay.get().input();
            arguments.addAll(List.of("-filter_complex_threads", Integer.toString(threads)));
            arguments.addAll(List.of("-filter_complex", overlay.get().graph(rung, film.toString(), label)));
            arguments.addAll(List.of("-map", "[" + label + "]"));
        } else {
            arguments.addAll(CommonArguments.stream(rung.stream()));
            arguments.addAll(List.of("-vf", film.toString()));
        }
        arguments.addAll(encoding(rung, packets, threads));
        return arguments;
    }

    private static List<String> encoding(Rung rung, List<String> packets, int threads) {
        List<String> arguments = new ArrayList<>(List.of("-fps_mode", "vfr"));
        VideoEncoder encoder = VideoEncoder.of(rung.settings().codec());
        arguments.addAll(encoder.arguments(rung, threads));
        List<String> all = new ArrayList<>(encoder.packets());
        all.addAll(packets);
        if (!all.isEmpty()) {
            arguments.addAll(List.of("-bsf:v", String.join(",", all)));
        }
        return arguments;
    }
}
