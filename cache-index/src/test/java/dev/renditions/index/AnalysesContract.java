package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link Analyses} for every index. */
public interface AnalysesContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    Analyses analyses();

    private static ContentHash freshContent() {
        return ContentHash.of(UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    default void unknownAnalysisIsAbsent() {
        assertThat(analyses().find(new AnalysisKey(freshContent(), "condition", 1)))
                .isEmpty();
    }

    @Test
    default void laterAnalysisReplacesEarlierOne() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        analyses().record(key, "{\"frames\": 10, \"end\": \"1.5\"}", HOUR);
        assertThat(analyses().find(key)).contains("{\"frames\":10,\"end\":\"1.5\"}");
        analyses().record(key, "{\"frames\":11}", HOUR);
        assertThat(analyses().find(key)).contains("{\"frames\":11}");
    }

    @Test
    default void analysesOfOtherContentNameOrVersionAreSeparate() {
        ContentHash content = freshContent();
        analyses().record(new AnalysisKey(content, "condition", 1), "{}", HOUR);
        for (AnalysisKey other : List.of(
                new AnalysisKey(freshContent(), "condition", 1),
                new AnalysisKey(content, "conditions", 1),
                new AnalysisKey(content, "condition", 11),
                new AnalysisKey(content, "condition", 2))) {
            assertThat(analyses().find(other)).isEmpty();
        }
    }

    @Test
    default void evictedAnalysisIsAbsent() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        AnalysisKey other = new AnalysisKey(key.content(), "condition", 2);
        assertThat(analyses().evict(key)).isFalse();
        analyses().record(key, "{}", HOUR);
        analyses().record(other, "{}", HOUR);
        assertThat(analyses().evict(key)).isTrue();
        assertThat(analyses().find(key)).isEmpty();
        assertThat(analyses().find(other)).contains("{}");
        assertThat(analyses().evict(key)).isFalse();
    }

    @Test
    default void analysisExpires() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        Duration second = Duration.ofSeconds(1);
        analyses().record(key, "{}", second);
        after(second, () -> assertThat(analyses().find(key)).isEmpty());
    }

    @Test
    default void dropsTooLargeAnalysis() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        analyses().record(key, "{\"long\":\"" + "x".repeat(5000) + "\"}", HOUR);
        assertThat(analyses().find(key)).isEmpty();
    }

    @Test
    default void refusesInvalidAnalyses() {
        AnalysisKey key = new AnalysisKey(freshContent(), "condition", 1);
        for (String json : List.of("", "[]", "1", "{")) {
            assertThatIllegalArgumentException().isThrownBy(() -> analyses().record(key, json, HOUR));
        }
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> analyses().record(key, "{}", time));
        }
        assertThat(analyses().find(key)).isEmpty();
    }
}
