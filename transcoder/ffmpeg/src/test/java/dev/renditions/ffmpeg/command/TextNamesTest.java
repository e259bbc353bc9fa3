package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.TextFlags;
import dev.renditions.plan.TextTrack;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextNamesTest {
    @Test
    void eachTrackHasANameOfItsOwn() {
        assertThat(TextNames.inMenus(List.of(
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
        assertThat(TextNames.inFiles(track("fr", false, false))).isEqualTo("-fr");
        assertThat(TextNames.inFiles(track("fr", true, false))).isEqualTo("-fr-forced");
        assertThat(TextNames.inFiles(track("", true, true))).isEqualTo("-sdh-forced");
        assertThat(TextNames.inFiles(track("", false, false))).isEmpty();
    }

    private static TextTrack track(String language, boolean forced, boolean hearingImpaired) {
        return new TextTrack(2, "subrip", language, new TextFlags(false, forced, hearingImpaired));
    }
}
