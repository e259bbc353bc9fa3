package dev.renditions.index.memory;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ArtifactIndexContract;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        index.record(key, location(1), HOUR);
        clock.move(HOUR.minus(MILLI));
        assertThat(index.find(key)).contains(location(1));
        clock.move(MILLI);
        assertThat(index.find(key)).isEmpty();
        assertThat(index.evict(key)).isFalse();
    }

    @Test
    void recordingAgainBeginsANewLife() {
        RenditionKey key = freshKey();
        index.record(key, location(1), HOUR);
        clock.move(HOUR.minus(MILLI));
        index.record(key, location(1), HOUR);
        clock.move(HOUR.minus(MILLI));
        assertThat(index.find(key)).contains(location(1));
    }

    @Test
    void renewedLeaseLivesToItsNewEndAndEndsThere() {
        RenditionKey key = freshKey();
        Lease lease = index.tryLease(key, HOUR).orElseThrow();
        assertThat(lease.until()).isEqualTo("2026-01-01T01:00:00Z");
        clock.move(HOUR.minus(MILLI));
        Lease renewed = index.renew(lease, HOUR).orElseThrow();
        clock.move(HOUR.minus(MILLI));
        assertThat(index.tryLease(key, HOUR)).isEmpty();
        clock.move(MILLI);
        assertThat(renewed.until()).isEqualTo(clock.instant());
        assertThat(index.tryLease(key, HOUR)).isPresent();
    }

    @Test
    void strangersDoNotProlongALease() {
        RenditionKey key = freshKey();
        Lease lease = index.tryLease(key, HOUR).orElseThrow();
        Lease stranger = new Lease(key, "stranger", lease.until());
        clock.move(HOUR.minus(MILLI));
        assertThat(index.renew(stranger, HOUR)).isEmpty();
        assertThat(index.release(stranger)).isFalse();
        assertThat(index.publish(stranger, location(1), HOUR)).isFalse();
        assertThat(index.tryLease(key, HOUR)).isEmpty();
        clock.move(MILLI);
        assertThat(index.tryLease(key, HOUR)).isPresent();
    }

    @Test
    void entriesPastTheSizeAreForgotten() {
        MemoryIndex small = MemoryIndex.of(10, clock);
        List<RenditionKey> keys = Stream.generate(() -> freshKey()).limit(100).toList();
        keys.forEach(key -> small.record(key, location(1), HOUR));
        assertThat(keys).filteredOn(key -> small.find(key).isPresent()).hasSizeBetween(1, 10);
    }

    @Test
    void sizeIsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryIndex.of(0, clock));
    }
}
