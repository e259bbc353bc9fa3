package dev.renditions.index.memory;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ArtifactIndexContract;
import dev.renditions.index.Counter;
import dev.renditions.index.CountersContract;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryIndexTest implements ArtifactIndexContract {
    private static final Duration MILLI = Duration.ofMillis(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryIndex index = MemoryIndex.of(1000, clock);

    @Override
    public ArtifactIndex index() {
        return index;
    }

    @Override
    public ArtifactIndex another() {
        return MemoryIndex.create();
    }

    @Override
    public void after(Duration time, Runnable check) {
        clock.move(time);
        check.run();
    }

    @Test
    void entryLivesToItsLastMillisecond() {
        RenditionKey key = freshKey();
        index.locations().record(key, location(1), HOUR);
        clock.move(HOUR.minus(MILLI));
        assertThat(index.locations().find(key)).contains(location(1));
        clock.move(MILLI);
        assertThat(index.locations().find(key)).isEmpty();
        assertThat(index.renditions().evict(key)).isFalse();
    }

    @Test
    void windowThatBeginsWithItsFirstCountCrossesTheBordersOfOthers() {
        Counter counter = CountersContract.freshCounter(HOUR).startingWithFirst();
        clock.move(HOUR.minus(MILLI));
        assertThat(index.counters().count(counter)).isEqualTo(1);
        clock.move(HOUR.minus(MILLI));
        assertThat(index.counters().count(counter)).isEqualTo(2);
        clock.move(MILLI);
        assertThat(index.counters().count(counter)).isEqualTo(1);
    }

    @Test
    void recordingAgainBeginsANewLife() {
        RenditionKey key = freshKey();
        index.locations().record(key, location(1), HOUR);
        clock.move(HOUR.minus(MILLI));
        index.locations().record(key, location(1), HOUR);
        clock.move(HOUR.minus(MILLI));
        assertThat(index.locations().find(key)).contains(location(1));
    }

    @Test
    void renewedLeaseLivesToItsNewEndAndEndsThere() {
        RenditionKey key = freshKey();
        Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
        assertThat(lease.until()).isEqualTo("2026-01-01T01:00:00Z");
        clock.move(HOUR.minus(MILLI));
        Lease renewed = index.leases().renew(lease, HOUR).orElseThrow();
        clock.move(HOUR.minus(MILLI));
        assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
        clock.move(MILLI);
        assertThat(renewed.until()).isEqualTo(clock.instant());
        assertThat(index.leases().tryLease(key, HOUR)).isPresent();
    }

    @Test
    void strangersDoNotProlongALease() {
        RenditionKey key = freshKey();
        Lease lease = index.leases().tryLease(key, HOUR).orElseThrow();
        Lease stranger = new Lease(key, "stranger", lease.until());
        clock.move(HOUR.minus(MILLI));
        assertThat(index.leases().renew(stranger, HOUR)).isEmpty();
        assertThat(index.leases().release(stranger)).isFalse();
        assertThat(index.renditions().publish(stranger, location(1), HOUR)).isFalse();
        assertThat(index.leases().tryLease(key, HOUR)).isEmpty();
        clock.move(MILLI);
        assertThat(index.leases().tryLease(key, HOUR)).isPresent();
    }

    @Test
    void whatIsRememberedLivesToItsLastMillisecond() {
        RenditionKey key = freshKey();
        SourceVersion source = freshSource();
        index.locations().recordIfAbsent(key, location(1), HOUR);
        index.failures().record(key, failure(1), HOUR);
        index.contentHashes().record(source, key.content(), HOUR);
        clock.move(HOUR.minus(MILLI));
        assertThat(index.locations().recordIfAbsent(key, location(2), HOUR)).isFalse();
        assertThat(index.failures().find(key)).isPresent();
        assertThat(index.contentHashes().find(source)).isPresent();
        clock.move(MILLI);
        assertThat(index.failures().find(key)).isEmpty();
        assertThat(index.contentHashes().find(source)).isEmpty();
        assertThat(index.renditions().evict(key)).isFalse();
        assertThat(index.locations().recordIfAbsent(key, location(2), HOUR)).isTrue();
    }

    @Test
    void windowIsCountedToItsLastMillisecondWheneverItsFirstCountWas() {
        Counter counter = Counter.of("caller", Duration.ofMinutes(1));
        clock.move(Duration.ofMillis(30_001));
        assertThat(index.counters().count(counter)).isEqualTo(1);
        clock.move(Duration.ofMillis(29_998));
        assertThat(index.counters().count(counter)).isEqualTo(2);
        clock.move(MILLI);
        assertThat(index.counters().count(counter)).isEqualTo(1);
        clock.move(Duration.ofMillis(59_999));
        assertThat(index.counters().count(counter)).isEqualTo(2);
        clock.move(MILLI);
        assertThat(index.counters().count(counter)).isEqualTo(1);
    }

    @Test
    void countsPastTheSizeBeginAgain() {
        MemoryIndex small = MemoryIndex.of(10, clock);
        List<Counter> counters = IntStream.range(0, 100)
                .mapToObj(i -> Counter.of("caller " + i, HOUR))
                .toList();
        counters.forEach(small.counters()::count);
        assertThat(counters)
                .filteredOn(counter -> small.counters().count(counter) == 2)
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void entriesPastTheSizeAreForgotten() {
        MemoryIndex small = MemoryIndex.of(10, clock);
        List<RenditionKey> keys = Stream.generate(() -> freshKey()).limit(100).toList();
        keys.forEach(key -> small.locations().record(key, location(1), HOUR));
        assertThat(keys)
                .filteredOn(key -> small.locations().find(key).isPresent())
                .hasSizeBetween(1, 10);
    }

    @Test
    void sizeIsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryIndex.of(0, clock));
    }
}
