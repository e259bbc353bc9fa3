package dev.renditions.ffmpeg;

import dev.renditions.plan.Sound;
import dev.renditions.profile.AudioSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How sound is encoded, alone or with a picture. */
final class SoundArguments {
    private SoundArguments() {}

    /** As loud as it is, but for peaks that only the mix has brought above full scale. */
    static List<String> of(Sound sound) {
        return of(sound, filters(sound));
    }

    /**
     * With silence behind it.
     *
     * @param padding how long
     */
    static List<String> padded(Sound sound, Duration padding) {
        List<String> filters = filters(sound);
        if (!padding.isZero()) {
            filters.add("apad=pad_dur=" + CommonArguments.seconds(padding));
        }
        return of(sound, filters);
    }

    private static List<String> filters(Sound sound) {
        List<String> filters = new ArrayList<>(Mix.filters(sound));
        if (sound.mixedDown()) {
            filters.add(Limiter.samples(Limiter.FULL_SCALE));
        }
        return filters;
    }

    /**
     * With filters of its own.
     *
     * @param filters all filters
     */
    static List<String> of(Sound sound, List<String> filters) {
        AudioSettings settings = sound.settings();
        return List.of(
                "-af",
                String.join(",", filters),
                "-c:a",
                encoder(settings.codec()),
                "-b:a",
                settings.bitRateKbps() + "k",
                "-ac",
                Integer.toString(sound.channels()),
                "-ar",
                Integer.toString(settings.sampleRate()));
    }

    /** The encoder of a codec of {@link AudioSettings#codec()}, as ffmpeg calls it. */
    static String encoder(String codec) {
        return switch (codec) {
            case "mp3" -> "libmp3lame";
            case "opus" -> "libopus";
            default -> codec;
        };
    }
}
