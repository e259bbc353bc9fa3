package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.RenditionKey;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.MemoryLeases;
import dev.renditions.testing.UnavailableIndex;
import dev.renditions.testing.WatchedIndex;
import dev.renditions.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When leases in the store are used, what they cost, and how they are counted. */
final class FallbackLeaseTest extends ServiceScene {
    private static final RenditionKey KEY = new RenditionKey(contentOf("film"), MP4.id());

    private final MemoryLeases leases = new MemoryLeases();
    private final WatchedIndex watched = new WatchedIndex(index);

    @Test
    void sharedIndexThatAnswersAddsNoRequestToTheStore() {
        CountingStore without = store();
        render(service(watched.asShared(), without, Optional.empty(), Sleeper.SLEEP), source("a", "film"), MP4);
        CountingStore with = store("another store");
        RenditionService service = service(watched.asShared(), with, Optional.of(leases), Sleeper.SLEEP);
        assertThat(render(service, source("b", "another film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service, source("b", "another film"), MP4).outcome()).isEqualTo(Outcome.HIT);

        assertThat(leases.takeCalls()).isEmpty();
        assertThat(with.finds()).isEqualTo(without.finds());
        assertThat(service.counts().get(MP4.name())).doesNotContainKey(LookupMetric.FALLBACK_LEASE);
    }

    @Test
    void unsharedIndexIsBackedByALeaseInTheStore() {
        RenditionService service = service(watched, store(), Optional.of(leases), Sleeper.SLEEP);
        render(service, source("a", "film"), MP4);
        assertThat(leases.takeCalls()).containsExactly("tryTake", "release");
        render(service, source("a", "film"), MP4);
        assertThat(leases.takeCalls()).as("of a hit").isEmpty();
        assertThat(service.counts())
                .isEqualTo(Map.of(
                        MP4.name(),
                        Map.of(
                                LookupMetric.MISS,
                                1L,
                                LookupMetric.FALLBACK_LEASE,
                                1L,
                                LookupMetric.HIT,
                                1L,
                                LookupMetric.VERIFIED,
                                1L,
                                LookupMetric.TRACK_ENCODED,
                                2L)));
    }

    @Test
    void unavailableIndexIsBackedByALeaseInTheStore() {
        RenditionService service = service(new UnavailableIndex(), store(), Optional.of(leases), Sleeper.SLEEP);
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(leases.takeCalls()).containsExactly("tryTake", "release");
    }

    @Test
    void outageOfStoreLeasesStopsNoRequest() {
        leases.out(true);
        RenditionService service = service(new UnavailableIndex(), store(), Optional.of(leases), Sleeper.SLEEP);
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(service.counts().get(MP4.name())).doesNotContainKey(LookupMetric.FALLBACK_LEASE);
    }

    /** Workers whose index was unavailable at that moment may still hold leases in the store. */
    @Test
    void recoveredIndexIsBackedByTheStoreForTheLengthOfALease() {
        RenditionService service = service(watched.asShared(), store(), Optional.of(leases), Sleeper.SLEEP);
        watched.hang(true);
        render(service, source("a", "film"), MP4);
        watched.hang(false);
        leases.takeCalls();
        render(service, source("b", "another film"), MP4);
        assertThat(leases.takeCalls()).containsExactly("tryTake", "release");
    }

    @Test
    void waiterPollsTheLeaseInTheStoreAndRarelyTheManifest() {
        leases.tryTake(KEY, Duration.ofSeconds(28));
        List<Duration> pauses = new ArrayList<>();
        Sleeper pause = time -> {
            pauses.add(time);
            if (pauses.size() == 40) {
                leases.expire(KEY);
            }
        };
        CountingStore store = store();
        RenditionService service = service(new UnavailableIndex(), store, Optional.of(leases), pause);

        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(pauses).hasSize(40).allMatch(time -> time.compareTo(Duration.ofSeconds(3)) <= 0);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isGreaterThan(Duration.ofSeconds(50));
        // Before the wait, when it has the lease, and between at intervals of 2, 4, 8 and 15 seconds.
        assertThat(store.finds()).isLessThanOrEqualTo(10);
    }

    @Test
    void overtakenEncodeReportsThatItWasWasted() {
        // The clock of its machine does not decide who was first.
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        RenditionService first =
                service(index, store(), Optional.empty(), new Timing(slow, Sleeper.SLEEP, new Random(42)));
        RenditionService second = service(new UnavailableIndex(), store(), Optional.empty(), Sleeper.SLEEP);
        transcoder.whileEncoding(() -> {
            transcoder.whileEncoding(() -> {});
            render(first, source("b", "film"), MP4);
        });

        RenditionResult late = render(second, source("a", "film"), MP4);

        assertThat(transcoder.encodes()).isEqualTo(2);
        assertThat(late.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(late.saved()).isZero();
        assertThat(late.wasted()).hasValueSatisfying(time -> assertThat(time).isPositive());
        assertThat(late.reason()).contains("another worker published it first").contains("wasted");
        assertThat(second.counts().get(MP4.name()))
                .containsEntry(LookupMetric.WASTED, 1L)
                .doesNotContainKey(LookupMetric.COALESCED);
        assertThat(second.wasted())
                .containsExactly(Map.entry(MP4.name(), late.wasted().orElseThrow()));
        assertThat(first.wasted()).isEmpty();
    }

    private CountingStore store() {
        return store("store");
    }

    private CountingStore store(String name) {
        return new CountingStore(new DirectoryStore(folder.resolve(name)));
    }

    private RenditionService service(ArtifactIndex with, ObjectStore store, Optional<StoreLeases> in, Sleeper pause) {
        return service(with, store, in, new Timing(Clock.systemUTC(), pause, new Random(42)));
    }

    private RenditionService service(ArtifactIndex with, ObjectStore store, Optional<StoreLeases> in, Timing timing) {
        RenditionService service = new RenditionService(
                with,
                store,
                in,
                transcoder,
                new Workspace(work(), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED),
                timing);
        services.add(service);
        return service;
    }
}
