package dev.renditions.ffmpeg;

import dev.renditions.profile.AudioSettings;
import java.util.List;

/** How sound is encoded, alone or with a picture. */
final class SoundArguments {
    private SoundArguments() {}

    /**
     * The arguments.
     *
     * @param encoder ffmpeg's name
     * @param channels how many channels come out
     */
    static List<String> of(String encoder, AudioSettings settings, int channels) {
        // Silence where the source has gaps or begins late: MP3 has no timestamps, and players drift over gaps.
        return List.of(
                "-af",
                "aresample=async=1:first_pts=0",
                "-c:a",
                encoder,
                "-b:a",
                settings.bitRateKbps() + "k",
                "-ac",
                Integer.toString(channels),
                "-ar",
                Integer.toString(settings.sampleRate()));
    }
}
