package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.TextFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTrackTitlesTest {
    @Test
    void eachTrackHasItsOwnName() {
        assertThat(TextTrackTitles.inMenus(List.of(
                        track("en", false, false),
                        track("fr", false, false),
                        track("en", false, true),
                        track("en", true, false),
                        track("en", false, false),
                        track("en", true, true),
                        track("en", true, false),
                        track("", false, false),
                        track("", false, false),
                        track("", true, false))))
                .containsExactly(
                        "English",
                        "French",
                        "English (SDH)",
                        "English (forced)",
                        "English 2",
                        "English (SDH, forced)",
                        "English (forced) 2",
                        "Subtitles",
                        "Subtitles 2",
                        "Subtitles (forced)");
    }

    @Test
    void filesAreNamedAfterLanguageAndFlags() {
        assertThat(TextTrackTitles.inFiles(track("fr", false, false))).isEqualTo("-fr");
        assertThat(TextTrackTitles.inFiles(track("fr", true, false))).isEqualTo("-fr-forced");
        assertThat(TextTrackTitles.inFiles(track("", true, true))).isEqualTo("-sdh-forced");
        assertThat(TextTrackTitles.inFiles(track("", false, false))).isEmpty();
    }

    private static TextTrack track(String language, boolean forced, boolean hearingImpaired) {
        return new TextTrack(2, "subrip", language, new TextFlags(false, forced, hearingImpaired));
    }
}
