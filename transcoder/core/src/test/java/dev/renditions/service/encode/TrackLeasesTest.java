package dev.renditions.service.encode;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.testing.MemoryLeases;
import dev.renditions.testing.WatchedIndex;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Leases of tracks, in the index and in the store. */
final class TrackLeasesTest {
    private static final Duration TTL = Duration.ofSeconds(26);
    private static final TrackId TRACK =
            new TrackId(TrackKind.VIDEO, KEY.content().hex());

    private final WatchedIndex watched = new WatchedIndex(MemoryIndex.create()).asShared();
    private final MemoryLeases store = new MemoryLeases();
    private final LookupCounters counters = new LookupCounters();
    private final RenditionLeases leases = leases();

    private RenditionLeases leases() {
        FailSoftIndex index = FailSoftIndex.of(watched, new Random(42), counters);
        return new RenditionLeases(index.leases(), index.renditions(), Optional.of(store), counters);
    }

    private HeldLeases take() {
        return ((RenditionLeases.Taken) leases.tryTake(TRACK, TTL)).holding();
    }

    @Test
    void oneWorkerAtATimeMakesATrack() {
        HeldLeases holding = take();
        assertThat(leases().tryTake(TRACK, TTL)).isEqualTo(new RenditionLeases.Busy(false));
        assertThat(leases().tryTake(KEY, TTL)).as("a rendition").isInstanceOf(RenditionLeases.Taken.class);
        assertThat(store.takeCalls()).isEmpty();

        leases.release(holding);

        assertThat(leases().tryTake(TRACK, TTL)).isInstanceOf(RenditionLeases.Taken.class);
    }

    @Test
    void leaseIsInTheStoreWhileTheIndexDoesNotAnswer() {
        watched.hang(true);
        HeldLeases holding = take();
        assertThat(store.isHeld(TRACK)).isTrue();
        assertThat(leases().tryTake(TRACK, TTL)).isEqualTo(new RenditionLeases.Busy(true));
        assertThat(counters.snapshot())
                .as("leases of tracks belong to no profile")
                .isEmpty();
        assertThat(leases.renewInStore(TRACK, holding, TTL).rival()).isFalse();

        leases.release(holding);

        assertThat(store.isHeld(TRACK)).isFalse();
    }

    @Test
    void lostLeaseIsTakenBackAtTheNextRenewal() {
        HeldLeases holding = take();
        watched.leases().release(holding.ownInIndex().orElseThrow());

        RenditionLeases.InIndex renewed = leases.renewInIndex(TRACK, holding, TTL);

        assertThat(renewed.rival()).isFalse();
        assertThat(leases().tryTake(TRACK, TTL)).isInstanceOf(RenditionLeases.Busy.class);
    }
}
