package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an index remembers of analyses of contents. */
public interface AnalysisContract extends IndexUnderTest {
    private static ContentHash freshContent() {
        return ContentHash.of(UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    default void unknownAnalysisIsAbsent() {
        assertThat(index().findAnalysis(new AnalysisKey(freshContent(), "condition", 1)))
                .isEmpty();
    }

    @Test
    default void laterAnalysisReplacesEarlierOne() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        index().recordAnalysis(key, "{\"frames\": 10, \"end\": \"1.5\"}", HOUR);
        assertThat(index().findAnalysis(key)).contains("{\"frames\":10,\"end\":\"1.5\"}");
        index().recordAnalysis(key, "{\"frames\":11}", HOUR);
        assertThat(index().findAnalysis(key)).contains("{\"frames\":11}");
    }

    @Test
    default void analysisIsOfOneContentByOneVersionOfOneMethod() {
        ContentHash content = freshContent();
        index().recordAnalysis(new AnalysisKey(content, "condition", 1), "{}", HOUR);
        for (AnalysisKey other : List.of(
                new AnalysisKey(freshContent(), "condition", 1),
                new AnalysisKey(content, "conditions", 1),
                new AnalysisKey(content, "condition", 11),
                new AnalysisKey(content, "condition", 2))) {
            assertThat(index().findAnalysis(other)).isEmpty();
        }
    }

    @Test
    default void analysisEndsAfterItsTime() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        Duration second = Duration.ofSeconds(1);
        index().recordAnalysis(key, "{}", second);
        after(second, () -> assertThat(index().findAnalysis(key)).isEmpty());
    }

    @Test
    default void analysisThatIsTooLargeIsNotRemembered() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        index().recordAnalysis(key, "{\"long\":\"" + "x".repeat(5000) + "\"}", HOUR);
        assertThat(index().findAnalysis(key)).isEmpty();
    }

    @Test
    default void analysesAreObjectsThatLastForATimeAboveZero() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        for (String json : List.of("", "[]", "1", "{")) {
            assertThatIllegalArgumentException().isThrownBy(() -> index().recordAnalysis(key, json, HOUR));
        }
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> index().recordAnalysis(key, "{}", time));
        }
        assertThat(index().findAnalysis(key)).isEmpty();
    }
}
