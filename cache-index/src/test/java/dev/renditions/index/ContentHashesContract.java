package dev.renditions.index;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How every index keeps the content hashes of objects. */
public interface ContentHashesContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    ContentHashes contentHashes();

    @Test
    default void unknownContentIsAbsent() {
        assertThat(contentHashes().find(freshSource())).isEmpty();
    }

    @Test
    default void laterContentReplacesEarlierOne() {
        SourceVersion source = freshSource();
        contentHashes().record(source, freshKey().content(), HOUR);
        ContentHash content = freshKey().content();
        contentHashes().record(source, content, HOUR);
        assertThat(contentHashes().find(source)).contains(content);
        assertThat(contentHashes().find(freshSource())).isEmpty();
    }

    @Test
    default void evictedContentIsAbsent() {
        SourceVersion source = freshSource();
        assertThat(contentHashes().evict(source)).isFalse();
        contentHashes().record(source, freshKey().content(), HOUR);
        assertThat(contentHashes().evict(source)).isTrue();
        assertThat(contentHashes().find(source)).isEmpty();
    }

    @Test
    default void contentEndsAfterItsTime() {
        SourceVersion source = freshSource();
        Duration second = Duration.ofSeconds(1);
        contentHashes().record(source, freshKey().content(), second);
        after(second, () -> assertThat(contentHashes().find(source)).isEmpty());
        assertThat(contentHashes().evict(source)).isFalse();
    }

    @Test
    default void contentPastThirtyDaysDoesNotVanish() {
        for (Duration time : LONG_TIMES) {
            SourceVersion source = freshSource();
            ContentHash content = freshKey().content();
            contentHashes().record(source, content, time);
            assertThat(contentHashes().find(source)).contains(content);
        }
    }

    @Test
    default void timeOfAContentMustBeAboveZero() {
        SourceVersion source = freshSource();
        ContentHash content = freshKey().content();
        for (Duration time : BAD_TIMES) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> contentHashes().record(source, content, time));
        }
        assertThat(contentHashes().evict(source)).isFalse();
    }
}
