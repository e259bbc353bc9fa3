package dev.renditions.kind.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Planner;
import dev.renditions.media.AnimatedWebp;
import dev.renditions.media.Size;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Media;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verification of a preview before publication. */
final class PreviewVerifierTest {
    private static final PreviewPlan PREVIEW = (PreviewPlan) Planner.plan(
            Media.of(Media.video(1280, 720)),
            ProfileCatalog.builtIn().find("preview").orElseThrow());

    private static final Duration FRAME = Duration.ofMillis(83);

    @Test
    void previewPlaysAsLongAsPlanned() {
        assertThat(PREVIEW.size()).isEqualTo(new Size(320, 180));
        assertThat(mistakes(72)).isEmpty();
        assertThat(mistakes(71)).isEmpty();
        assertThat(mistakes(40)).singleElement().asString().contains("plays 3320 ms instead of 6000");
        assertThat(mistakes(90)).hasSize(2);
        assertThat(PreviewVerifier.mistakes(PREVIEW, new AnimatedWebp(new Size(320, 181), frames(72))))
                .containsExactly("it is 320x181 instead of 320x180");
    }

    @Test
    void previewOfVideoWithoutMotionIsAStill() {
        assertThat(mistakes(0)).isEmpty();
    }

    private static List<String> mistakes(int frames) {
        return PreviewVerifier.mistakes(PREVIEW, new AnimatedWebp(PREVIEW.size(), frames(frames)));
    }

    private static List<Duration> frames(int count) {
        return Collections.nCopies(count, FRAME);
    }
}
