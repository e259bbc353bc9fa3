package dev.renditions.kind.audio;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.AudioTracks;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import dev.renditions.media.codec.AudioCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An audio file to encode, with silence at the beginning if the audio begins later than the source.
 *
 * @param profile its profile
 * @param sound the audio track
 * @param duration see {@link Plan.Make#duration()}
 */
public record AudioPlan(AudioProfile profile, AudioTrackPlan sound, Optional<Duration> duration) implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return sound.input().streams();
    }

    /** The plan for a source. */
    static Plan of(MediaInfo media, AudioProfile profile) {
        return media.mainAudio()
                .<Plan>map(a -> new AudioPlan(profile, AudioTracks.of(a, profile.audio()), length(media, a)))
                .orElseGet(() -> AudioTracks.none(media));
    }

    private static Optional<Duration> length(MediaInfo media, AudioStream audio) {
        return audio.span().map(Span::end).or(() -> onlyStream(media) ? media.duration() : Optional.empty());
    }

    private static boolean onlyStream(MediaInfo media) {
        return media.audio().size() == 1 && media.mainVideo().isEmpty();
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return false;
    }

    @Override
    public List<TrackRecipe> tracks() {
        return List.of(recipe());
    }

    /** Its track. */
    public AudioRecipe recipe() {
        return new AudioRecipe(sound, profile.loudness(), Optional.empty());
    }

    @Override
    public EncodeCost cost() {
        return new EncodeCost(
                true,
                EncodeCost.bytes(sound.settings().bitRateKbps(), duration),
                duration.map(sound::effort).stream().toList());
    }

    @Override
    public String summary() {
        return "encode the audio";
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        Path file = outputs.get(0).file();
        MediaInfo output = probe.probe(file);
        List<String> wrong = new ArrayList<>();
        TrackChecks.sound(wrong, output, Optional.of(sound));
        if (!output.video().isEmpty()) {
            wrong.add("it has video");
        }
        duration.ifPresent(
                planned -> TrackChecks.length(wrong, output.duration(), planned, TrackChecks.tolerance(planned)));
        VerificationException.throwIfAny(wrong);
        if (sound.settings().codec() == AudioCodec.AAC) {
            TrackChecks.requirePlaysWhileLoading(file);
        }
        return output;
    }
}
