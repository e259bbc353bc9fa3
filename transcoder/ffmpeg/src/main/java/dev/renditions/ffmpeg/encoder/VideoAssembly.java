package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.ClipRange;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.filter.FilterCapabilities;
import dev.renditions.ffmpeg.filter.StreamingBitstreamFilters;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.HopelessEncodeGuard;
import dev.renditions.ffmpeg.process.ProgressLines;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a {@link VideoPlan} becomes an MP4 for progressive download: its tracks, and the streams of the source that meet the
 * profile, are copied into one file. Where the clock of the source jumps, one run copies or encodes its streams. Immutable.
 *
 * @param plan the plan
 */
public record VideoAssembly(VideoPlan plan) implements Assembly {
    private static final Options MUXER = Options.of("movflags", "+faststart").with("f", "mp4");

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

    /** A run that reads all streams keeps them in sync where the clock jumps. */
    @Override
    public boolean withoutTracks(Input source) {
        return source.media().clock().jump().isPresent();
    }

    @Override
    public Assembled assemble(AssemblyScene scene) throws IOException {
        Path file = scene.order().folder().resolve(UNVERIFIED);
        OutputFile output =
                new OutputFile(file, plan.profile().fileName(), plan.profile().mediaType());
        if (withoutTracks(scene.source())) {
            RunInputs inputs = inputs(scene, plan.streams());
            run(scene, inputs, output(scene, inputs::add, recipe -> encoded(scene, recipe, inputs), file));
            return new Assembled(List.of(output), Map.of());
        }
        if (plan.copies()) {
            RunInputs inputs = inputs(scene, plan.copied());
            run(scene, inputs, output(scene, inputs::add, recipe -> copied(scene, recipe, inputs::add), file));
        } else {
            scene.withoutSource(() -> copyTracks(scene, file));
        }
        return new Assembled(
                List.of(output),
                plan.tracks().stream().collect(Collectors.toMap(Function.identity(), recipe -> output.name())));
    }

    private RunInputs inputs(AssemblyScene scene, List<Integer> streams) {
        return new RunInputs(
                scene.source(),
                ClipRange.of(scene.source(), plan.clip()),
                streams,
                scene.ffmpeg().settings(scene.source().file()));
    }

    /** A run that reads the source, and decodes what it does not copy. */
    private void run(AssemblyScene scene, RunInputs inputs, RunOutput output) throws IOException {
        FfmpegCommand command = new FfmpegCommand(
                GlobalOptions.usual(inputs.errors(), inputs.settings()),
                inputs.decoded(inputs.errors()),
                List.of(output.of(inputs.section())),
                List.of(scene.order().folder()));
        Duration limit = scene.time().left();
        ConfinedProcess.Ended ended = scene.ffmpeg()
                .run(
                        command,
                        limit,
                        new ProgressLines(
                                plan.duration(),
                                new HopelessEncodeGuard(limit, scene.progress()),
                                inputs.section().startsLate()));
        Diagnosis.checkSuccess(ended, scene.source(), output.file());
        output.check();
    }

    private void copyTracks(AssemblyScene scene, Path file) {
        try {
            List<FfmpegInput> inputs = new ArrayList<>();
            Inputs more = input -> {
                inputs.add(input);
                return inputs.size() - 1;
            };
            RunOutput output = output(scene, more, recipe -> copied(scene, recipe, more), file);
            TrackCopyRun.run(scene, inputs, List.of(output));
        } catch (IOException e) {
            throw TrackRun.unreadable(e);
        }
    }

    /** Adds an input and returns its number. */
    @FunctionalInterface
    private interface Inputs {
        int add(FfmpegInput input);
    }

    /**
     * The MP4.
     *
     * @param inputs receives the inputs that its edits need
     * @param track the options that map a track
     */
    private RunOutput output(AssemblyScene scene, Inputs inputs, Function<TrackRecipe, Options> track, Path file) {
        Options picture =
                plan.copiesPicture() ? FfmpegOutput.stream(plan.rung().stream()).with("c:v", "copy") : Options.NONE;
        Options sound = plan.copiesSound()
                ? FfmpegOutput.stream(plan.sound().orElseThrow().input().stream())
                        .with("c:a", "copy")
                : Options.NONE;
        for (TrackRecipe recipe : plan.tracks()) {
            switch (recipe.kind()) {
                case VIDEO -> picture = track.apply(recipe);
                case AUDIO -> sound = track.apply(recipe);
            }
        }
        Options tags = plan.profile().edits().metadata().isEmpty()
                ? FfmpegOutput.nothingElse()
                : FfmpegOutput.onlyTagsOf(inputs.add(new EditFiles(scene.order().folder()).tagsInput()));
        return new RunOutput(
                file,
                OutputCap.of(plan.rung(), plan.sound(), plan.duration()),
                picture.and(tags).and(sound),
                MUXER);
    }

    /** Maps a track that is encoded by the same run. */
    private static Options encoded(AssemblyScene scene, TrackRecipe recipe, RunInputs inputs) {
        return recipe instanceof VideoRecipe video
                ? VideoTrack.picture(video, scene.order().folder(), inputs)
                : AudioTrack.sound((AudioRecipe) recipe, Optional.empty(), inputs.label());
    }

    /** Maps a track that was encoded before. */
    private Options copied(AssemblyScene scene, TrackRecipe recipe, Inputs inputs) {
        LocalTrack track = scene.track(recipe);
        int input = inputs.add(TrackCopyRun.input(scene, track));
        return switch (recipe.kind()) {
            case VIDEO ->
                Options.of("map", input + ":v")
                        .with("c:v", "copy")
                        .and(HevcEncoder.tag(plan.rung().settings().codec()))
                        .and(restored(track));
            case AUDIO -> Options.of("map", input + ":a").with("c:a", "copy");
        };
    }

    /** Decode times as an encoder states them, if the track was made for streaming. */
    private Options restored(LocalTrack track) {
        return Optional.of(track.form())
                .filter(TrackForm.CMAF::equals)
                .map(form -> Options.of("bsf:v", StreamingBitstreamFilters.decodedEarly(plan.rung())))
                .orElse(Options.NONE);
    }
}
