package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.filter.AudioFilterChain;
import dev.renditions.ffmpeg.filter.Downmix;
import dev.renditions.ffmpeg.filter.Limiter;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.media.codec.AudioCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The options that encode an audio track, alone or beside a video track. */
public final class AudioOptions {
    private static final int EAC3_PRIMING = 256;

    private AudioOptions() {}

    /**
     * Encodes at the loudness of the source. A limiter removes only peaks that a downmix raises above full scale.
     *
     * @param label a filter label that no other output of the run has
     */
    public static Options of(AudioTrackPlan sound, String label) {
        return of(sound, filters(sound), label);
    }

    /**
     * Encodes with silence added at the end.
     *
     * @param padding how much silence
     * @param label a filter label that no other output of the run has
     */
    public static Options padded(AudioTrackPlan sound, Duration padding, String label) {
        List<String> filters = filters(sound);
        if (!padding.isZero()) {
            filters.add("apad=pad_dur=" + Options.seconds(padding));
        }
        return of(sound, filters, label);
    }

    private static List<String> filters(AudioTrackPlan sound) {
        List<String> filters = new ArrayList<>(Downmix.filters(sound));
        if (sound.mixedDown()) {
            filters.add(Limiter.samples(Limiter.FULL_SCALE));
        }
        return filters;
    }

    /**
     * Encodes with the given filters and no others.
     *
     * @param label a filter label that no other output of the run has
     */
    public static Options of(AudioTrackPlan sound, List<String> filters, String label) {
        AudioSettings settings = sound.settings();
        return new AudioFilterChain(
                        sound.input(), settings.codec() == AudioCodec.EAC3 ? unprimed(settings, filters) : filters)
                .options(label)
                .with("c:a", encoder(settings.codec()))
                .with("b:a", settings.bitRateKbps() + "k")
                .with("ac", sound.channels())
                .with("ar", settings.sampleRate());
    }

    /**
     * Leaves out as many samples as the encoder of E-AC-3 puts before the first one, so that its track begins at 0 and is in sync.
     * The number is one of the encoder's sample rate.
     */
    private static List<String> unprimed(AudioSettings settings, List<String> filters) {
        return Stream.concat(
                        filters.stream(),
                        Stream.of("aresample=" + settings.sampleRate(), "atrim=start_sample=" + EAC3_PRIMING))
                .toList();
    }

    /** Ffmpeg's name of the encoder of a codec. */
    public static String encoder(AudioCodec codec) {
        return switch (codec) {
            case AAC -> "aac";
            case MP3 -> "libmp3lame";
            case OPUS -> "libopus";
            case EAC3 -> "eac3";
        };
    }
}
