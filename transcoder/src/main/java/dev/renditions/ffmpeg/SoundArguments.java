package dev.renditions.ffmpeg;

import dev.renditions.plan.Sound;
import dev.renditions.profile.AudioSettings;
import java.time.Duration;
import java.util.List;

/** How sound is encoded, alone or with a picture. */
final class SoundArguments {
    /** Silence where the source has gaps or begins late: MP3 has no timestamps, and players drift over gaps. */
    private static final String GAPLESS = "aresample=async=1:first_pts=0";

    private SoundArguments() {}

    static List<String> of(Sound sound) {
        return of(sound, List.of(GAPLESS));
    }

    /**
     * With silence behind it.
     *
     * @param padding how long
     */
    static List<String> padded(Sound sound, Duration padding) {
        return of(
                sound,
                padding.isZero()
                        ? List.of(GAPLESS)
                        : List.of(GAPLESS, "apad=pad_dur=" + CommonArguments.seconds(padding)));
    }

    private static List<String> of(Sound sound, List<String> filters) {
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
