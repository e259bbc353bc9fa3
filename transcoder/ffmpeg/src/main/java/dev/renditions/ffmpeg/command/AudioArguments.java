package dev.renditions.ffmpeg.command;

import dev.renditions.plan.AudioPlan;
import dev.renditions.profile.AudioSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How sound is encoded, alone or with a picture. */
public final class AudioArguments {
    private AudioArguments() {}

    /**
     * As loud as it is, but for peaks that only the mix has brought above full scale.
     *
     * @param label a name that no other output of the run has
     */
    public static List<String> of(AudioPlan sound, String label) {
        return of(sound, filters(sound), label);
    }

    /**
     * With silence behind it.
     *
     * @param padding how long
     * @param label a name that no other output of the run has
     */
    public static List<String> padded(AudioPlan sound, Duration padding, String label) {
        List<String> filters = filters(sound);
        if (!padding.isZero()) {
            filters.add("apad=pad_dur=" + CommonArguments.seconds(padding));
        }
        return of(sound, filters, label);
    }

    private static List<String> filters(AudioPlan sound) {
        List<String> filters = new ArrayList<>(Downmix.filters(sound));
        if (sound.mixedDown()) {
            filters.add(Limiter.samples(Limiter.FULL_SCALE));
        }
        return filters;
    }

    /**
     * With filters of its own.
     *
     * @param filters all filters
     * @param label a name that no other output of the run has
     */
    public static List<String> of(AudioPlan sound, List<String> filters, String label) {
        AudioSettings settings = sound.settings();
        List<String> arguments = new ArrayList<>(new AudioFilterChain(sound.input(), filters).arguments(label));
        arguments.addAll(List.of("-c:a", encoder(settings.codec()), "-b:a", settings.bitRateKbps() + "k"));
        arguments.addAll(List.of("-ac", Integer.toString(sound.channels())));
        arguments.addAll(List.of("-ar", Integer.toString(settings.sampleRate())));
        return List.copyOf(arguments);
    }

    /** The encoder of a codec of {@link AudioSettings#codec()}, as ffmpeg calls it. */
    public static String encoder(String codec) {
        return switch (codec) {
            case "mp3" -> "libmp3lame";
            case "opus" -> "libopus";
            default -> codec;
        };
    }
}
