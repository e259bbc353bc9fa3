package dev.renditions.cli;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRendition;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.TrackLocations;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EvictorTest {
    private static final TrackLocations NO_TRACKS = UnavailableIndex.unavailable(TrackLocations.class);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();

    @Test
    void timeoutIsRetried() {
        Evictor evictor = new Evictor(answeringFrom(3), NO_TRACKS, time -> pauses.incrementAndGet());

        evictor.evict(KEY);

        assertThat(evictor.count()).isEqualTo("evicted 1 of 1");
        assertThat(pauses).hasValue(2);
    }

    @Test
    void evictedTracksAreCounted() {
        MemoryIndex index = MemoryIndex.create();
        TrackId known = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
        TrackId unknown = new TrackId(TrackKind.AUDIO, "ab".repeat(32));
        index.tracks().record(known, new TrackLocation(KEY, "video.mp4"), Duration.ofHours(1));
        Evictor evictor = new Evictor(index.renditions(), index.tracks(), time -> pauses.incrementAndGet());

        evictor.evict(KEY);
        evictor.evict(List.of(
                new RenditionTrack(known, "video.mp4", Duration.ZERO),
                new RenditionTrack(unknown, "video.mp4", Duration.ZERO)));

        assertThat(evictor.count()).isEqualTo("evicted 0 of 1, and 1 track");
        assertThat(index.tracks().findAll(Set.of(known))).isEmpty();
    }

    @Test
    void unavailableIndexIsNotRetriedForever() {
        Evictor evictor = new Evictor(answeringFrom(1000), NO_TRACKS, time -> pauses.incrementAndGet());

        assertThatThrownBy(() -> evictor.evict(KEY)).isInstanceOf(IndexUnavailableException.class);

        assertThat(evictor.count()).isEqualTo("evicted 0 of 0");
        assertThat(asked).hasValue(20);
    }

    @Test
    void interruptStopsTheWaitAndStaysSet() {
        Evictor evictor = new Evictor(answeringFrom(1000), NO_TRACKS, time -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> evictor.evict(KEY)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).hasValue(1);
    }

    private IndexedRenditions answeringFrom(int call) {
        return (Evictions) key -> {
            if (asked.incrementAndGet() >= call) {
                return true;
            }
            throw UnavailableIndex.noAnswer();
        };
    }

    private interface Evictions extends IndexedRenditions {
        @Override
        default Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
            throw UnavailableIndex.noAnswer();
        }

        @Override
        default boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
            throw UnavailableIndex.noAnswer();
        }
    }
}
