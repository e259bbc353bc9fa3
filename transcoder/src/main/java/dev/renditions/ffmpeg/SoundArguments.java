package dev.renditions.ffmpeg;

import dev.renditions.plan.Sound;
import dev.renditions.profile.AudioSettings;
import java.util.List;

/** How sound is encoded, alone or with a picture. */
final class SoundArguments {
    private SoundArguments() {}

    static List<String> of(Sound sound) {
        AudioSettings settings = sound.settings();
        // Silence where the source has gaps or begins late: MP3 has no timestamps, and players drift over gaps.
        return List.of(
                "-af",
                "aresample=async=1:first_pts=0",
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
