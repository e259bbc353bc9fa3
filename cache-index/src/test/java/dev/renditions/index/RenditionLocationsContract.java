package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How every index keeps the locations of renditions. */
public interface RenditionLocationsContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    RenditionLocations locations();

    @Test
    default void unknownKeyIsAbsent() {
        assertThat(locations().find(freshKey())).isEmpty();
    }

    @Test
    default void recordedLocationIsFound() {
        RenditionKey key = freshKey();
        locations().record(key, location(1), HOUR);
        assertThat(locations().find(key)).contains(location(1));
    }

    @Test
    default void laterRecordReplacesEarlierOne() {
        RenditionKey key = freshKey();
        locations().record(key, location(1), HOUR);
        locations().record(key, location(2), HOUR);
        assertThat(locations().find(key)).contains(location(2));
    }

    @Test
    default void profilesOfOneContentAreApart() {
        locations().record(Samples.key("apart", "mp4-720p"), location(1), HOUR);
        locations().record(Samples.key("apart", "mp4-360p"), location(2), HOUR);
        assertThat(locations().find(Samples.key("apart", "mp4-720p"))).contains(location(1));
        assertThat(locations().find(Samples.key("apart", "mp4-360p"))).contains(location(2));
    }

    @Test
    default void longestNameAndLongestObjectKeyAreKept() {
        RenditionKey key = Samples.key("longest", "p".repeat(48));
        RenditionLocation far = new RenditionLocation(
                URI.create("s3://" + "b".repeat(63) + "/" + "%C3%A9".repeat(512)), "video/mp4", Long.MAX_VALUE, HOUR);
        locations().record(key, far, HOUR);
        assertThat(locations().find(key)).contains(far);
    }

    @Test
    default void locationIsRecordedWhereNoneIs() {
        RenditionKey key = freshKey();
        assertThat(locations().recordIfAbsent(key, location(1), HOUR)).isTrue();
        assertThat(locations().find(key)).contains(location(1));
    }

    @Test
    default void locationThatIsThereStays() {
        RenditionKey key = freshKey();
        locations().record(key, location(1), HOUR);
        assertThat(locations().recordIfAbsent(key, location(2), HOUR)).isFalse();
        assertThat(locations().find(key)).contains(location(1));
    }

    @Test
    default void ofManyWhoRecordAtOnceOneIsTold() throws Exception {
        RenditionKey key = freshKey();
        AtomicInteger number = new AtomicInteger();
        List<Boolean> recorded =
                atOnce(32, () -> locations().recordIfAbsent(key, location(number.incrementAndGet()), HOUR));
        assertThat(recorded).filteredOn(yes -> yes).hasSize(1);
        assertThat(locations().find(key)).isPresent();
    }

    @Test
    default void locationEndsAfterItsTime() {
        RenditionKey recorded = freshKey();
        RenditionKey filled = freshKey();
        Duration second = Duration.ofSeconds(1);
        locations().record(recorded, location(1), second);
        locations().recordIfAbsent(filled, location(1), second);
        after(second, () -> {
            assertThat(locations().find(recorded)).isEmpty();
            assertThat(locations().find(filled)).isEmpty();
        });
        assertThat(locations().recordIfAbsent(recorded, location(2), HOUR)).isTrue();
        assertThat(locations().recordIfAbsent(filled, location(2), HOUR)).isTrue();
    }

    @Test
    default void locationPastThirtyDaysDoesNotVanish() {
        for (Duration time : LONG_TIMES) {
            RenditionKey recorded = freshKey();
            RenditionKey filled = freshKey();
            locations().record(recorded, location(1), time);
            locations().recordIfAbsent(filled, location(1), time);
            assertThat(locations().find(recorded)).contains(location(1));
            assertThat(locations().find(filled)).contains(location(1));
        }
    }

    @Test
    default void timeOfALocationMustBeAboveZero() {
        RenditionKey key = freshKey();
        for (Duration time : BAD_TIMES) {
            assertThatIllegalArgumentException().isThrownBy(() -> locations().record(key, location(1), time));
            assertThatIllegalArgumentException().isThrownBy(() -> locations().recordIfAbsent(key, location(1), time));
        }
        assertThat(locations().find(key)).isEmpty();
    }
}
