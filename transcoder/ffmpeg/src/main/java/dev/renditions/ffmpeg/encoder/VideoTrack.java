package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.filter.FilterCapabilities;
import dev.renditions.ffmpeg.filter.Filters;
import dev.renditions.ffmpeg.filter.Overlay;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a {@link VideoPlan} becomes an MP4 for progressive download. Immutable.
 *
 * @param plan the plan
 */
public record VideoTrack(VideoPlan plan) implements SharedTracks {
    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
    public static Set<String> needs(VideoProfile profile) {
        Set<String> needs = new TreeSet<>(FilterCapabilities.of(profile.edits()));
        needs.add(VideoEncoder.of(profile.video().codec()).name());
        needs.add(AudioOptions.encoder(profile.audio().codec()));
        return needs;
    }

    @Override
    public Set<String> needs() {
        return FilterCapabilities.of(plan.rung().conversion());
    }

    @Override
    public EncodeOrder turn() {
        return plan.copiesPicture() ? EncodeOrder.COPIED_VIDEO : EncodeOrder.VIDEO;
    }

    @Override
    public List<Integer> streams() {
        return plan.streams();
    }

    @Override
    public List<Rung> rungs() {
        return List.of(plan.rung());
    }

    @Override
    public OutputTracks tracks(Order order, Optional<LoudnessPlan> loudness, RunInputs inputs) {
        return OutputTracks.single(order, of(plan, order.folder().resolve(OutputTracks.UNVERIFIED), inputs));
    }

    /**
     * The output of the track.
     *
     * @param inputs receives the inputs that its edits need
     */
    static RunOutput of(VideoPlan plan, Path file, RunInputs inputs) {
        Edits edits = plan.profile().edits();
        EditFiles files = new EditFiles(Objects.requireNonNull(file.getParent()));
        Optional<Overlay> overlay = edits.watermark().map(w -> new Overlay(w, inputs.add(files.watermarkInput())));
        Options picture = plan.copiesPicture()
                ? copied(plan.rung().stream(), "v")
                : picture(
                        plan.rung(),
                        Filters.of(plan.rung()),
                        List.of(),
                        overlay,
                        inputs.settings().threads());
        Options tags = edits.metadata().isEmpty()
                ? FfmpegOutput.nothingElse()
                : FfmpegOutput.onlyTagsOf(inputs.add(files.tagsInput()));
        Options sound = plan.sound()
                .map(s -> plan.copiesSound() ? copied(s.input().stream(), "a") : AudioOptions.of(s, inputs.label()))
                .orElse(Options.NONE);
        Options muxer = Options.of("movflags", "+faststart").with("f", "mp4");
        return new RunOutput(
                file,
                OutputCap.of(plan.rung(), plan.sound(), plan.duration()),
                picture.and(tags).and(sound),
                muxer);
    }

    private static Options copied(int stream, String kind) {
        return FfmpegOutput.stream(stream).with("c:" + kind, "copy");
    }

    /**
     * The options that map, filter and encode one rung.
     *
     * @param filters the filters of its frames
     * @param packets bitstream filters in addition to those of its encoder
     */
    static Options picture(Rung rung, Filters filters, List<String> packets, Optional<Overlay> overlay, int threads) {
        return overlay.map(o -> marked(rung, filters, o, threads))
                .orElseGet(() -> FfmpegOutput.stream(rung.stream()).with("vf", filters.toString()))
                .and(encoding(rung, packets, threads));
    }

    private static Options marked(Rung rung, Filters filters, Overlay overlay, int threads) {
        String label = "marked" + overlay.input();
        return Options.of("filter_complex_threads", threads)
                .and(FfmpegOutput.graph(overlay.graph(rung, filters.toString(), label), label));
    }

    private static Options encoding(Rung rung, List<String> packets, int threads) {
        VideoEncoder encoder = VideoEncoder.of(rung.settings().codec());
        Options options = Options.of("fps_mode", "vfr").and(encoder.options(rung, threads));
        List<String> all = new ArrayList<>(encoder.packets());
        all.addAll(packets);
        return all.isEmpty() ? options : options.with("bsf:v", String.join(",", all));
    }
}
