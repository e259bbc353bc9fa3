package dev.renditions.kind.storyboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Planner;
import dev.renditions.media.Cue;
import dev.renditions.media.Size;
import dev.renditions.media.WebVtt;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The verification of a storyboard before publication. */
final class StoryboardVerifierTest {
    private static final StoryboardPlan SHEET = (StoryboardPlan) Planner.plan(
            Media.of(Media.video(1280, 720)),
            ProfileCatalog.builtIn().find("storyboard").orElseThrow());

    @Test
    void plannedCuesPass() {
        assertThat(mistakes(cues -> cues)).isEmpty();
        assertThat(SHEET.sheet()).isEqualTo(new Size(1600, 450));
    }

    @Test
    void cuesMustCoverTheVideoWithoutAGap() {
        assertThat(mistakes(cues -> cues.subList(0, 49))).containsExactly("it has 49 cues instead of 50");
        assertThat(mistakes(cues -> change(cues, 3, c -> new Cue(c.start().plusMillis(1), c.end(), c.text()))))
                .containsExactly("not exactly one image is shown at 600 ms");
        assertThat(mistakes(cues ->
                        change(cues, 49, c -> new Cue(c.start(), c.end().minusMillis(9), c.text()))))
                .containsExactly("its cues end at 9991 ms instead of 10000");
    }

    @Test
    void everyCueHasItsOwnImageOnTheSheet() {
        List<String> elsewhere = List.of(
                "storyboard.jpg#xywh=0,0,160,90",
                "storyboard.jpg#xywh=1600,0,160,90",
                "storyboard.jpg#xywh=160,450,160,90",
                "storyboard.jpg#xywh=320,0,161,90",
                "https://example.org/#xywh=320,0,160,90",
                "a text");
        assertThat(elsewhere)
                .allSatisfy(text -> assertThat(mistakes(
                                cues -> change(cues, 2, c -> new Cue(c.start(), c.end(), text))))
                        .containsExactly("a cue does not have its own image on the sheet: " + text));
    }

    private static List<String> mistakes(UnaryOperator<List<Cue>> change) {
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String place = String.format(Locale.ROOT, "storyboard.jpg#xywh=%d,%d,160,90", i % 10 * 160, i / 10 * 90);
            cues.add(new Cue(Duration.ofMillis(200L * i), Duration.ofMillis(200L * (i + 1)), place));
        }
        return StoryboardVerifier.check(SHEET, "storyboard.jpg", new WebVtt(change.apply(cues)));
    }

    private static List<Cue> change(List<Cue> cues, int index, UnaryOperator<Cue> change) {
        List<Cue> changed = new ArrayList<>(cues);
        changed.set(index, change.apply(cues.get(index)));
        return changed;
    }
}
