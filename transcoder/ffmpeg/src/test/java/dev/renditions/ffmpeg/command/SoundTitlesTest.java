package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.packaging.AudioPurpose;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoundTitlesTest {
    private static final AudioSettings AAC = new AudioSettings(AudioCodec.AAC, 128, 2, 48_000);
    private static final AudioSettings DOLBY = new AudioSettings(AudioCodec.EAC3, 384, 6, 48_000);

    @Test
    void sameAudioHasOneNameAndOtherAudioAnother() {
        assertThat(SoundTitles.inMenus(List.of(
                        track(1, AAC, "en", AudioPurpose.PROGRAM),
                        track(1, DOLBY, "en", AudioPurpose.PROGRAM),
                        track(2, AAC, "en", AudioPurpose.PROGRAM),
                        track(2, DOLBY, "en", AudioPurpose.PROGRAM),
                        track(3, AAC, "de", AudioPurpose.PROGRAM),
                        track(4, AAC, "en", AudioPurpose.COMMENTARY),
                        track(5, AAC, "en", AudioPurpose.COMMENTARY),
                        track(6, AAC, "", AudioPurpose.PROGRAM),
                        track(7, AAC, "", AudioPurpose.DESCRIPTION))))
                .containsExactly(
                        "English",
                        "English",
                        "English 2",
                        "English 2",
                        "German",
                        "English (commentary)",
                        "English (commentary) 2",
                        "Audio",
                        "Audio (audio description)");
    }

    private static AudioTrackPlan track(int stream, AudioSettings settings, String language, AudioPurpose purpose) {
        return new AudioTrackPlan(new AudioInput(stream, 2), settings, 2, language, purpose);
    }
}
