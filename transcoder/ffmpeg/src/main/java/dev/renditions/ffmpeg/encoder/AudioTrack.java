package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.filter.Downmix;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.codec.AudioCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an {@link AudioPlan} becomes an audio file. Immutable.
 *
 * @param plan the plan
 */
public record AudioTrack(AudioPlan plan) implements SharedTracks {
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
    public List<Integer> streams() {
        return plan.streams();
    }

    @Override
    public List<Rung> rungs() {
        return List.of();
    }

    @Override
    public OutputTracks tracks(Order order, Optional<LoudnessPlan> loudness, RunInputs inputs) {
        Path file = order.folder().resolve(OutputTracks.UNVERIFIED);
        return OutputTracks.single(order, of(plan, loudness, file, inputs.label()));
    }

    /**
     * The output of the track.
     *
     * @param loudness how its loudness is changed; absent to keep that of the source
     * @param label a filter label that no other output of the run has
     */
    public static RunOutput of(AudioPlan plan, Optional<LoudnessPlan> loudness, Path file, String label) {
        Options streams = loudness.map(l -> normalized(plan, l, label))
                .orElseGet(() -> AudioOptions.of(plan.sound(), label))
                .and(FfmpegOutput.nothingElse())
                .withFlag("vn");
        return new RunOutput(
                file,
                OutputCap.of(plan.sound(), plan.duration()),
                streams,
                container(plan.sound().settings().codec()));
    }

    private static Options normalized(AudioPlan plan, LoudnessPlan loudness, String label) {
        List<String> filters = new ArrayList<>(Downmix.filters(plan.sound()));
        filters.addAll(loudness.filters(plan.sound().settings().sampleRate()));
        return AudioOptions.of(plan.sound(), filters, label);
    }

    private static Options container(AudioCodec codec) {
        return switch (codec) {
            case AAC -> Options.of("movflags", "+faststart").with("f", "ipod");
            case OPUS -> Options.of("f", "ogg");
            case MP3 -> Options.of("f", "mp3");
        };
    }
}
