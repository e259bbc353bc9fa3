package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.filter.Filters;
import dev.renditions.ffmpeg.filter.FrameTrim;
import dev.renditions.ffmpeg.filter.Overlay;
import dev.renditions.ffmpeg.filter.StreamingBitstreamFilters;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.VideoRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
        Optional<Overlay> overlay = overlay(recipe, folder, inputs);
        return picture(recipe, overlay, inputs.settings().threads(), FrameTrim.NONE)
                .and(packets(encoder(recipe).packets()));
    }

    private static Optional<Overlay> overlay(VideoRecipe recipe, Path folder, RunInputs inputs) {
        EditFiles files = new EditFiles(folder);
        return recipe.watermark().map(mark -> new Overlay(mark, inputs.add(files.watermarkInput())));
    }

    /**
     * The output of a segment of the track: a file in the form of a streaming track, whose frames have the times of the whole.
     *
     * @param part the segment, in a folder that has the image of its watermark
     * @param inputs receives the image
     */
    static RunOutput segment(SegmentPart part, RunInputs inputs) {
        VideoRecipe recipe = part.recipe();
        Optional<Overlay> overlay =
                overlay(recipe, Objects.requireNonNull(part.file().getParent()), inputs);
        SegmentFrames frames = SegmentFrames.of(part);
        List<String> packets = Stream.concat(
                        encoder(recipe).packets().stream(), StreamingBitstreamFilters.pictures(frames.rate()).stream())
                .toList();
        Options picture = picture(recipe, overlay, inputs.settings().threads(), frames.trim())
                .and(packets(packets))
                .and(FfmpegOutput.nothingElse());
        return new RunOutput(
                part.file(), OutputCap.of(recipe.rung(), Optional.of(frames.most())), picture, StreamingPackage.PART);
    }

    private static Options length(FrameTiming timing) {
        return timing instanceof FrameTiming.Constant constant
                ? constant.length().map(l -> Options.of("t", l)).orElse(Options.NONE)
                : Options.NONE;
    }

    private static Options picture(VideoRecipe recipe, Optional<Overlay> overlay, int threads, FrameTrim trim) {
        Rung rung = recipe.rung();
        Filters filters = recipe.timing() instanceof FrameTiming.Constant constant
                ? Filters.steady(rung, constant.padding(), trim)
                : Filters.of(rung, trim);
        return overlay.map(o -> marked(rung, filters, o, threads))
                .orElseGet(() -> FfmpegOutput.stream(rung.stream()).with("vf", filters.toString()))
                .with("fps_mode", "vfr")
                .and(encoder(recipe).options(rung, threads));
    }

    private static Options marked(Rung rung, Filters filters, Overlay overlay, int threads) {
        String label = "marked" + overlay.input();
        return Options.of("filter_complex_threads", threads)
                .and(FfmpegOutput.graph(overlay.graph(rung, filters.toString(), label), label));
    }

    private static VideoEncoder encoder(VideoRecipe recipe) {
        return VideoEncoder.of(recipe.rung().settings().codec());
    }

    private static Options packets(List<String> filters) {
        return filters.isEmpty() ? Options.NONE : Options.of("bsf:v", String.join(",", filters));
    }
}
