package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.filter.Filters;
import dev.renditions.ffmpeg.filter.Overlay;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.VideoRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How a {@link VideoRecipe} is encoded into an MP4 with one track. */
public final class VideoTrack {
    private VideoTrack() {}

    /**
     * The output of the track.
     *
     * @param file a file in a folder that has the image of its watermark
     * @param duration how long the rendition plays; absent if unknown
     * @param inputs receives the image
     */
    public static RunOutput of(VideoRecipe recipe, Path file, Optional<Duration> duration, RunInputs inputs) {
        Options picture = picture(recipe, Objects.requireNonNull(file.getParent()), inputs)
                .and(FfmpegOutput.nothingElse())
                .and(length(recipe.timing()));
        return new RunOutput(file, OutputCap.of(recipe.rung(), duration), picture, Options.of("f", "mp4"));
    }

    /**
     * The options that map, filter and encode the track.
     *
     * @param folder has the image of its watermark
     * @param inputs receives the image
     */
    static Options picture(VideoRecipe recipe, Path folder, RunInputs inputs) {
        EditFiles files = new EditFiles(folder);
        Optional<Overlay> overlay =
                recipe.watermark().map(mark -> new Overlay(mark, inputs.add(files.watermarkInput())));
        return picture(recipe, overlay, inputs.settings().threads());
    }

    private static Options length(FrameTiming timing) {
        return timing instanceof FrameTiming.Constant constant
                ? constant.length().map(l -> Options.of("t", l)).orElse(Options.NONE)
                : Options.NONE;
    }

    private static Options picture(VideoRecipe recipe, Optional<Overlay> overlay, int threads) {
        Rung rung = recipe.rung();
        Filters filters = recipe.timing() instanceof FrameTiming.Constant constant
                ? Filters.steady(rung, constant.padding())
                : Filters.of(rung);
        return overlay.map(o -> marked(rung, filters, o, threads))
                .orElseGet(() -> FfmpegOutput.stream(rung.stream()).with("vf", filters.toString()))
                .and(encoding(rung, threads));
    }

    private static Options marked(Rung rung, Filters filters, Overlay overlay, int threads) {
        String label = "marked" + overlay.input();
        return Options.of("filter_complex_threads", threads)
                .and(FfmpegOutput.graph(overlay.graph(rung, filters.toString(), label), label));
    }

    private static Options encoding(Rung rung, int threads) {
        VideoEncoder encoder = VideoEncoder.of(rung.settings().codec());
        Options options = Options.of("fps_mode", "vfr").and(encoder.options(rung, threads));
        return encoder.packets().isEmpty() ? options : options.with("bsf:v", String.join(",", encoder.packets()));
    }
}
