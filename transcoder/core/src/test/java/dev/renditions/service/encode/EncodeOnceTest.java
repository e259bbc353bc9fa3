package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.service.RenditionService;
import dev.renditions.service.ServiceScene;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.UnavailableIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which worker encodes, which wait, and which takes over. */
final class EncodeOnceTest extends ServiceScene {
    @Test
    void manyThreadsEncodeOnceWithAndWithoutIndex() throws Exception {
        for (ArtifactIndex each : List.of(index, new UnavailableIndex())) {
            RenditionService service = service(each);
            Source source = source("many-" + each.getClass().getSimpleName(), "film for " + each.getClass());
            int before = transcoder.encodes();
            List<RenditionResult> results = together(16, () -> render(service, source, MP4));
            assertThat(transcoder.encodes() - before).isEqualTo(1);
            assertThat(results)
                    .extracting(RenditionResult::location)
                    .doesNotContain(Optional.empty())
                    .containsOnly(results.get(0).location());
            assertThat(results)
                    .extracting(RenditionResult::outcome)
                    .containsOnlyOnce(Outcome.ENCODED)
                    .isSubsetOf(Outcome.ENCODED, Outcome.COALESCED, Outcome.HIT, Outcome.STORED);
        }
    }

    @Test
    void servicesThatShareAnIndexEncodeOnce() throws Exception {
        List<RenditionResult> results = together(
                8,
                () -> render(
                        service(index),
                        source("shared-" + Thread.currentThread().getId(), "film"),
                        MP4));
        assertThat(transcoder.encodes()).isEqualTo(1);
        assertThat(results).extracting(RenditionResult::outcome).containsOnlyOnce(Outcome.ENCODED);
    }

    @Test
    void leaseOfACrashedWorkerIsTakenOverWhenItEnds() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        Lease dead = index.leases().tryLease(key, Duration.ofHours(1)).orElseThrow();
        AtomicInteger pauses = new AtomicInteger();
        RenditionService service = service(index, time -> {
            if (pauses.incrementAndGet() == 3) {
                index.leases().release(dead);
            }
        });
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(pauses).hasValue(3);
    }

    @Test
    void defaultLeaseAndTheLongestPollEndWithinThirtySeconds() {
        RandomGenerator longest = () -> -1L;
        assertThat(RequestLimits.LEASE.plus(Follower.jittered(Follower.LAST_POLL, longest)))
                .isBetween(Duration.ofSeconds(27), Duration.ofSeconds(28));
    }

    @Test
    void resultOfAnotherWorkerIsUsed() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        Lease other = index.leases().tryLease(key, Duration.ofHours(1)).orElseThrow();
        RenditionService otherWorker = service(new UnavailableIndex());
        AtomicInteger pauses = new AtomicInteger();
        RenditionService service = service(index, time -> {
            if (pauses.incrementAndGet() == 2) {
                RenditionLocation made =
                        render(otherWorker, source("o", "film"), MP4).location().orElseThrow();
                index.renditions().publish(other, made, Duration.ofDays(1));
            }
        });
        RenditionResult result = render(service, source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(result.saved()).isEqualTo(result.location().orElseThrow().encodeTime());
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void waiterRarelyAsksTheStore() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        Lease other = index.leases().tryLease(key, Duration.ofHours(1)).orElseThrow();
        CountingStore store = new CountingStore(new DirectoryStore(folder.resolve("store")));
        AtomicInteger pauses = new AtomicInteger();
        AtomicReference<Duration> waited = new AtomicReference<>(Duration.ZERO);
        Sleeper pause = time -> {
            waited.updateAndGet(time::plus);
            if (pauses.incrementAndGet() == 300) {
                index.leases().release(other);
            }
        };
        RenditionService service = service(index, store, pause, RequestLimits.of(Duration.ofMinutes(1), VERIFIED));
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(waited.get()).isGreaterThan(Duration.ofMinutes(4));
        // Before the wait, before the encode, and during the wait after 2, 4, 8 and then every 15 s.
        assertThat(store.finds()).isBetween(15, 30);
    }

    @Test
    void waiterFindsARenditionThatOnlyTheStoreHas() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        assertThat(index.leases().tryLease(key, Duration.ofHours(1))).isPresent();
        RenditionService otherWorker = service(new UnavailableIndex());
        AtomicInteger pauses = new AtomicInteger();
        RenditionService service = service(index, time -> {
            if (pauses.incrementAndGet() == 20) {
                render(otherWorker, source("o", "film"), MP4);
            }
        });
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(pauses.get()).isBetween(20, 60);
    }

    @Test
    void leaseIsRenewedWhileItsHolderWorks() throws Exception {
        RequestLimits brief =
                new RequestLimits(Duration.ofMinutes(1), Duration.ofMillis(300), Duration.ofMinutes(1), VERIFIED);
        CountDownLatch encoding = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        transcoder.whileEncoding(() -> {
            encoding.countDown();
            await(end);
        });
        RenditionService service = service(index, Sleeper.SLEEP, brief);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<RenditionResult> result = thread.submit(() -> render(service, source("a", "film"), MP4));
            encoding.await();
            RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
            // Five times as long as the lease: another worker finds it held all the time.
            Awaitility.await()
                    .during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() ->
                            index.leases().tryLease(key, Duration.ofSeconds(1)).isEmpty());
            end.countDown();
            assertThat(result.get().outcome()).isEqualTo(Outcome.ENCODED);
            assertThat(index.locations().find(key)).isPresent();
        } finally {
            end.countDown();
            thread.shutdownNow();
        }
    }

    @Test
    void sourceThatChangesForTheLeaderFailsOnlyTheLeader() throws Exception {
        Path growing = Files.writeString(folder.resolve("growing"), "film");
        Source steady = source("steady", "film");
        RenditionService service = service(new UnavailableIndex());
        CountDownLatch encoding = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        transcoder.whileEncoding(() -> {
            if (runs.incrementAndGet() == 1) {
                append(growing, " and more");
                encoding.countDown();
                await(end);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<RenditionResult> leader = threads.submit(() -> render(service, new FileSource(growing), MP4));
            encoding.await();
            Future<RenditionResult> follower = threads.submit(() -> render(service, steady, MP4));
            end.countDown();
            assertThat(leader.get().reason()).contains("changed while it was encoded");
            assertThat(follower.get().outcome()).isEqualTo(Outcome.ENCODED);
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void crashOfTheLeadersEncoderFailsOnlyTheLeader() throws Exception {
        RenditionService service = service(index);
        CountDownLatch encoding = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        transcoder.whileEncoding(() -> {
            if (runs.incrementAndGet() == 1) {
                encoding.countDown();
                await(go);
                throw new MediaException(MediaException.Kind.MACHINE, "Cannot allocate memory");
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<RenditionResult> leader = threads.submit(() -> render(service, source("a", "film"), MP4));
            await(encoding);
            Thread[] waiting = new Thread[1];
            Future<RenditionResult> other = threads.submit(() -> {
                waiting[0] = Thread.currentThread();
                return render(service, source("b", "film"), MP4);
            });
            Awaitility.await().until(() -> waiting[0] != null && waiting[0].getState() == Thread.State.TIMED_WAITING);
            go.countDown();
            assertThat(leader.get().outcome()).isEqualTo(Outcome.FAILED);
            assertThat(other.get().outcome()).isEqualTo(Outcome.ENCODED);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void cancelledRequestLeavesNoLeaseAndNoFile() throws IOException {
        transcoder.whileEncoding(() -> {
            throw new CancellationException("stopped");
        });
        RenditionService service = service(index);
        Source source = source("a", "film");
        assertThatThrownBy(() -> render(service, source, MP4)).isInstanceOf(CancellationException.class);
        assertThat(index.leases().tryLease(new RenditionKey(contentOf("film"), MP4.id()), Duration.ofSeconds(1)))
                .isPresent();
        assertNothingPublished();
    }
}
