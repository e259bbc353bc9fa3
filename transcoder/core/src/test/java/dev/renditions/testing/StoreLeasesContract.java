package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of leases in every store. Each worker has its own object, and all share a clock that the test moves. */
public interface StoreLeasesContract {
    /** The duration of the leases. */
    Duration TTL = Duration.ofSeconds(28);

    /** Less than {@link #TTL}. */
    Duration LESS = Duration.ofSeconds(27);

    /** The monotonic clock of all workers. */
    AtomicLong time();

    /** The leases of the store for another worker. Closed by the test class. */
    StoreLeases newWorker();

    /** The store of these leases. */
    ObjectStore store();

    /** The files of leases in the store. */
    StoredFiles leaseFiles();

    @Test
    default void leaseIsTakenOnce() {
        StoreLeases worker = newWorker();
        assertThat(worker.tryTake(KEY, TTL)).isPresent();
        assertThat(worker.tryTake(KEY, TTL)).isEmpty();
        assertThat(newWorker().tryTake(KEY, TTL)).isEmpty();
    }

    @Test
    default void eachRenditionHasItsOwnLease() {
        StoreLeases worker = newWorker();
        RenditionKey other = new RenditionKey(KEY.content(), new ProfileId("poster", "0123456789ab"));
        assertThat(worker.tryTake(KEY, TTL)).isPresent();
        assertThat(worker.tryTake(other, TTL)).isPresent();
    }

    @Test
    default void trackHasALeaseOfItsOwn() {
        TrackId track = new TrackId(TrackKind.VIDEO, KEY.content().hex());
        StoreLease lease = newWorker().tryTake(track, TTL).orElseThrow();
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(track, TTL)).isEmpty();
        assertThat(waiting.tryTake(new TrackId(TrackKind.AUDIO, track.digest()), TTL))
                .isPresent();
        assertThat(waiting.tryTake(KEY, TTL)).isPresent();
        assertThat(lease.renew(TTL)).isTrue();
        try (Stream<TrackId> tracks = store().trackIds()) {
            assertThat(tracks).as("leases are not pointers").isEmpty();
        }
        lease.release();
        assertThat(waiting.tryTake(track, TTL)).isPresent();
    }

    @Test
    default void segmentHasALeaseOfItsOwn() {
        TrackId track = new TrackId(TrackKind.VIDEO, KEY.content().hex());
        SegmentId segment = new SegmentId(track, 0, 1350);
        StoreLease lease = newWorker().tryTake(segment, TTL).orElseThrow();
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(segment, TTL)).isEmpty();
        assertThat(waiting.tryTake(new SegmentId(track, 1350, 2700), TTL)).isPresent();
        assertThat(waiting.tryTake(track, TTL)).isPresent();
        assertThat(lease.renew(TTL)).isTrue();
        try (Stream<SegmentId> segments = store().segments().ids()) {
            assertThat(segments).as("leases are not segments").isEmpty();
        }
        lease.release();
        assertThat(waiting.tryTake(segment, TTL)).isPresent();
    }

    @Test
    default void releasedLeaseIsFreeAtOnceAndLeavesNothing() {
        StoreLease lease = newWorker().tryTake(KEY, TTL).orElseThrow();
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
        assertThat(leaseFiles().list()).isNotEmpty();
        lease.release();
        lease.release();
        assertThat(leaseFiles().list()).isEmpty();
        assertThat(waiting.tryTake(KEY, TTL)).isPresent();
    }

    @Test
    default void leaseThatEndedIsNotRenewed() {
        StoreLease lease = newWorker().tryTake(KEY, TTL).orElseThrow();
        lease.release();
        assertThat(lease.renew(TTL)).isFalse();
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
    }

    @Test
    default void leaseSeenUnchangedForItsLengthIsTakenOver() {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
        move(LESS);
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
        move(TTL.minus(LESS));
        assertThat(waiting.tryTake(KEY, TTL)).isPresent();
        assertThat(newWorker().tryTake(KEY, TTL)).isEmpty();
    }

    @Test
    default void leaseSeenForTheFirstTimeIsNeverTakenOver() {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        move(TTL.multipliedBy(10));
        assertThat(newWorker().tryTake(KEY, TTL)).isEmpty();
    }

    @Test
    default void renewedLeaseIsKept() {
        StoreLease lease = newWorker().tryTake(KEY, TTL).orElseThrow();
        StoreLeases waiting = newWorker();
        for (int i = 0; i < 3; i++) {
            assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
            move(LESS);
            assertThat(lease.renew(TTL)).isTrue();
        }
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
    }

    @Test
    default void workerWithLittleTimeWaitsForTheWholeLeaseOfAnother() {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        StoreLeases hurried = newWorker();
        assertThat(hurried.tryTake(KEY, Duration.ofSeconds(2))).isEmpty();
        move(Duration.ofSeconds(5));
        assertThat(hurried.tryTake(KEY, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    default void leaseEndsWithTheTimeOfItsLastRenewal() {
        StoreLease lease = newWorker().tryTake(KEY, TTL).orElseThrow();
        assertThat(lease.renew(Duration.ofSeconds(3))).isTrue();
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
        move(Duration.ofSeconds(3));
        assertThat(waiting.tryTake(KEY, TTL)).isPresent();
    }

    @Test
    default void frozenHolderDetectsItsLossAndKeepsTheLeaseOfItsFollower() {
        StoreLease frozen = newWorker().tryTake(KEY, TTL).orElseThrow();
        StoreLease follower = follow();
        assertThat(frozen.renew(TTL)).isFalse();
        frozen.release();
        assertThat(newWorker().tryTake(KEY, TTL)).isEmpty();
        assertThat(follower.renew(TTL)).isTrue();
    }

    @Test
    default void lateReleaseLeavesTheLeaseOfTheFollower() {
        StoreLease frozen = newWorker().tryTake(KEY, TTL).orElseThrow();
        StoreLease follower = follow();
        frozen.release();
        assertThat(newWorker().tryTake(KEY, TTL)).isEmpty();
        assertThat(follower.renew(TTL)).isTrue();
        follower.release();
        assertThat(leaseFiles().list()).isEmpty();
    }

    /** Another worker takes over the lease. */
    private StoreLease follow() {
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
        move(TTL);
        return waiting.tryTake(KEY, TTL).orElseThrow();
    }

    @Test
    default void oneOfManyConcurrentWorkersTakesTheLease() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Optional<StoreLease>> taken = atOnce(workers(), KEY);
            assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
            taken.stream().flatMap(Optional::stream).forEach(StoreLease::release);
        }
    }

    @Test
    default void oneOfManyConcurrentWorkersTakesOver() throws Exception {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        List<StoreLeases> workers = workers();
        workers.forEach(worker -> assertThat(worker.tryTake(KEY, TTL)).isEmpty());
        move(TTL);
        assertThat(atOnce(workers, KEY)).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    default void unreadableLeaseIsTakenOver() {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        leaseFiles().list().forEach(file -> leaseFiles().write(file, "{\"v\":2}".getBytes(UTF_8)));
        StoreLeases waiting = newWorker();
        assertThat(waiting.tryTake(KEY, TTL)).isEmpty();
        move(TTL);
        assertThat(waiting.tryTake(KEY, TTL)).isPresent();
    }

    @Test
    default void leasesAreNotListedAsRenditions() {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        assertThat(store().keys()).isEmpty();
        assertThat(store().find(KEY)).isEmpty();
    }

    private List<StoreLeases> workers() {
        List<StoreLeases> workers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            workers.add(newWorker());
        }
        return workers;
    }

    private static List<Optional<StoreLease>> atOnce(List<StoreLeases> workers, RenditionKey key) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Callable<Optional<StoreLease>>> calls = workers.stream()
                    .<Callable<Optional<StoreLease>>>map(worker -> () -> worker.tryTake(key, TTL))
                    .toList();
            List<Optional<StoreLease>> taken = new ArrayList<>();
            for (Future<Optional<StoreLease>> call : threads.invokeAll(calls)) {
                taken.add(call.get());
            }
            return taken;
        } finally {
            threads.shutdownNow();
        }
    }

    private void move(Duration by) {
        time().addAndGet(by.toNanos());
    }
}
