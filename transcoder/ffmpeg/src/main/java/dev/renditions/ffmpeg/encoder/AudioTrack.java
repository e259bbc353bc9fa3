package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.filter.Downmix;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.media.codec.AudioCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an {@link AudioRecipe} is encoded into a file that is an audio rendition as it is. */
public final class AudioTrack {
    private AudioTrack() {}

    /**
     * The output of the track.
     *
     * @param loudness how its loudness is changed; absent to keep that of the source
     * @param duration how long the rendition plays; absent if unknown
     * @param label a filter label that no other output of the run has
     */
    public static RunOutput of(
            AudioRecipe recipe, Optional<LoudnessPlan> loudness, Path file, Optional<Duration> duration, String label) {
        Options streams = sound(recipe, loudness, label)
                .and(FfmpegOutput.nothingElse())
                .withFlag("vn")
                .and(recipe.silence().length().map(l -> Options.of("t", l)).orElse(Options.NONE));
        return new RunOutput(
                file,
                OutputCap.of(recipe.sound(), duration),
                streams,
                container(recipe.sound().settings().codec()));
    }

    /** The options that map, filter and encode the track. */
    static Options sound(AudioRecipe recipe, Optional<LoudnessPlan> loudness, String label) {
        return loudness.map(plan -> normalized(recipe.sound(), plan, label))
                .orElseGet(() ->
                        AudioOptions.padded(recipe.sound(), recipe.silence().padding(), label));
    }

    private static Options normalized(AudioTrackPlan sound, LoudnessPlan loudness, String label) {
        List<String> filters = new ArrayList<>(Downmix.filters(sound));
        filters.addAll(loudness.filters(sound.settings().sampleRate()));
        return AudioOptions.of(sound, filters, label);
    }

    /** The options of an audio file's container. */
    static Options container(AudioCodec codec) {
        return switch (codec) {
            case AAC -> Options.of("movflags", "+faststart").with("f", "ipod");
            case OPUS -> Options.of("f", "ogg");
            case MP3 -> Options.of("f", "mp3");
            case EAC3 -> Options.of("f", "mp4");
        };
    }
}
