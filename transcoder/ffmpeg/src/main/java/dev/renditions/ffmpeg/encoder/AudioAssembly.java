package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.media.codec.AudioCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an {@link AudioPlan} becomes an audio file. Usually its track is one as it is. Immutable.
 *
 * @param plan the plan
 */
public record AudioAssembly(AudioPlan plan) implements Assembly {
    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
    public static Set<String> needs(AudioProfile profile) {
        Set<String> needs = new TreeSet<>();
        needs.add(AudioOptions.encoder(profile.audio().codec()));
        profile.loudness().ifPresent(loudness -> needs.addAll(Set.of("ebur128", "volume", "alimiter")));
        return needs;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.AUDIO;
    }

    @Override
    public Assembled assemble(AssemblyScene scene) throws IOException {
        Path file = scene.order().folder().resolve(UNVERIFIED);
        LocalTrack track = scene.track(plan.recipe());
        if (track.form() == form()) {
            Files.copy(track.file(), file);
        } else {
            scene.withoutSource(() -> copy(scene, track, file));
        }
        OutputFile output =
                new OutputFile(file, plan.profile().fileName(), plan.profile().mediaType());
        return new Assembled(List.of(output), Map.of(plan.recipe(), output.name()));
    }

    private TrackForm form() {
        return switch (codec()) {
            case AAC -> TrackForm.M4A;
            case OPUS -> TrackForm.OGG;
            case MP3, EAC3 -> TrackForm.OTHER;
        };
    }

    private AudioCodec codec() {
        return plan.sound().settings().codec();
    }

    /** Copies a track that lies beside a video. */
    private void copy(AssemblyScene scene, LocalTrack track, Path file) {
        Options streams = Options.of("map", "0:a")
                .with("c:a", "copy")
                .and(FfmpegOutput.nothingElse())
                .withFlag("vn");
        OutputCap cap = OutputCap.of(plan.sound(), plan.duration());
        RunOutput output = new RunOutput(file, cap, streams, AudioTrack.container(codec()));
        try {
            TrackCopyRun.run(scene, List.of(TrackCopyRun.input(scene, track)), List.of(output));
        } catch (IOException e) {
            throw TrackRun.unreadable(e);
        }
    }
}
