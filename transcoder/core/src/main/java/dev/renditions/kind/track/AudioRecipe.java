package dev.renditions.kind.track;

import dev.renditions.index.TrackKind;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.media.codec.AudioCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An audio track to encode. Immutable.
 *
 * @param sound its input and encoder settings; the language is not part of the track
 * @param loudness its target loudness; absent to keep that of the source
 * @param clip the part of the source that is kept; absent for all
 * @param silence what follows the audio
 * @param primed whether it begins with the packets that a decoder needs before the first sample, which MP4s hide by an edit
 *     list; streaming tracks have none
 */
public record AudioRecipe(
        AudioTrackPlan sound, Optional<Loudness> loudness, Optional<Clip> clip, Silence silence, boolean primed)
        implements TrackRecipe {
    /**
     * Silence at the end of a track. Immutable.
     *
     * @param padding how much is added at most
     * @param length how long the track plays at most; absent if the end is not moved
     */
    public record Silence(Duration padding, Optional<Duration> length) {
        /** The track ends with the audio. */
        public static final Silence NONE = new Silence(Duration.ZERO, Optional.empty());
    }

    /** A track that ends with the audio of the source. */
    public AudioRecipe(AudioTrackPlan sound, Optional<Loudness> loudness, Optional<Clip> clip) {
        this(sound, loudness, clip, Silence.NONE, true);
    }

    @Override
    public TrackKind kind() {
        return TrackKind.AUDIO;
    }

    @Override
    public List<Integer> streams() {
        return sound.input().streams();
    }

    @Override
    public Map<String, Object> settings() {
        AudioSettings audio = sound.settings();
        Map<String, Object> settings = new HashMap<>();
        clip.ifPresent(part -> settings.put("clip", part.settings()));
        settings.put("codec", audio.codec().toString());
        settings.put("bitRateKbps", audio.bitRateKbps());
        settings.put("sampleRate", audio.sampleRate());
        settings.put("sourceChannels", sound.input().channels());
        settings.put("channels", sound.channels());
        settings.put("primed", primed);
        settings.put("paddingNanos", silence.padding().toNanos());
        silence.length().ifPresent(length -> settings.put("lengthNanos", length.toNanos()));
        loudness.ifPresent(target -> settings.put(
                "loudness", Map.of("integratedLufs", target.integratedLufs(), "truePeakDb", target.truePeakDb())));
        return settings;
    }

    @Override
    public EncoderEffort effort(Duration length) {
        return sound.effort(length);
    }

    /**
     * The same track with priming. E-AC-3 has none that could be left out: its track begins at 0 as it is encoded.
     */
    public AudioRecipe withPriming() {
        return sound.settings().codec() == AudioCodec.EAC3
                ? this
                : new AudioRecipe(sound, loudness, clip, silence, true);
    }

    @Override
    public TrackRecipe encoded() {
        return primed ? this : withPriming();
    }

    @Override
    public List<TrackRecipe> sources() {
        return withPriming().equals(this) ? List.of(this) : List.of(this, withPriming());
    }

    @Override
    public String summary() {
        AudioSettings audio = sound.settings();
        return audio.codec() + ", " + audio.bitRateKbps() + " kbit/s, " + sound.channels() + " channels, "
                + audio.sampleRate() + " Hz"
                + loudness.map(target -> ", " + target.integratedLufs() + " LUFS")
                        .orElse("")
                + (silence.padding().isZero() ? "" : ", silence at the end, since the video plays longer");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioRecipe recipe
                && streams().equals(recipe.streams())
                && settings().equals(recipe.settings());
    }

    @Override
    public int hashCode() {
        return Objects.hash(streams(), settings());
    }
}
