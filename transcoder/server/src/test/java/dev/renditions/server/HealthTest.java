package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.UnavailableIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HealthTest {
    private static final String SECRET = "s3://customer-bucket/prefix: AccessDenied (Service: S3, Status Code: 403)";

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final MemoryIndex index = MemoryIndex.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
        index.close();
    }

    /** A store that runs an action before every lookup. */
    private CountingStore store(Runnable first) {
        ObjectStore store = new DirectoryStore(folder);
        return new CountingStore(new CountingStore(store) {
            @Override
            public Optional<StoredRendition> find(RenditionKey key) {
                first.run();
                return super.find(key);
            }
        });
    }

    private static void fail() {
        throw new StoreException(false, SECRET, new IllegalStateException(SECRET));
    }

    private static String body(ApiResponse answer) {
        return ((ApiResponse.Bytes) answer.body()).text();
    }

    private ApiResponse answer(ObjectStore store, RenditionLocations index) {
        return new Health(store, index, nanos::get).answer();
    }

    @Test
    void responseNamesTheFailingPartAndNothingElse() {
        assertThat(answer(store(() -> {}), index.locations()).status()).isEqualTo(200);
        ApiResponse noStore = answer(store(HealthTest::fail), index.locations());
        assertThat(noStore.status()).isEqualTo(503);
        assertThat(body(noStore)).contains("store").doesNotContain("index", "customer", "prefix", "Denied", "S3");
        ApiResponse noIndex = answer(store(() -> {}), UnavailableIndex.unavailable(RenditionLocations.class));
        assertThat(body(noIndex)).contains("index").doesNotContain("store");
        assertThat(body(answer(store(HealthTest::fail), UnavailableIndex.unavailable(RenditionLocations.class))))
                .contains("store, index");
    }

    @Test
    void requestsWithinSecondsCheckTheStoreOnce() {
        CountingStore store = store(() -> {});
        Health health = new Health(store, index.locations(), nanos::get);
        IntStream.range(0, 300)
                .forEach(i -> assertThat(health.answer().status()).isEqualTo(200));
        assertThat(store.finds()).isEqualTo(1);
        nanos.addAndGet(Health.KEPT.toNanos());
        assertThat(health.answer().status()).isEqualTo(200);
        assertThat(store.finds()).isEqualTo(2);
    }

    @Test
    void failuresAreCachedToo() {
        CountingStore store = store(HealthTest::fail);
        Health health = new Health(store, index.locations(), nanos::get);
        IntStream.range(0, 300)
                .forEach(i -> assertThat(health.answer().status()).isEqualTo(503));
        assertThat(store.finds()).isEqualTo(1);
    }

    /** A hanging store must not block a thread for each health check. */
    @Test
    void requestsDoNotWaitForASlowStoreWhichFailsAfterItsTimeout() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        CountingStore store = store(() -> {
            if (slow.isDone()) {
                asked.countDown();
                await(goOn);
            }
        });
        Health health = new Health(store, index.locations(), nanos::get);
        assertThat(health.answer().status()).isEqualTo(200);
        slow.complete(true);
        nanos.addAndGet(Health.KEPT.plus(Duration.ofSeconds(1)).toNanos());
        Future<ApiResponse> asking = threads.submit(health::answer);
        await(asked);
        List<Integer> meanwhile = IntStream.range(0, 50)
                .map(i -> health.answer().status())
                .boxed()
                .toList();
        assertThat(meanwhile).containsOnly(200);
        nanos.addAndGet(Health.PATIENCE.toNanos());
        ApiResponse late = health.answer();
        assertThat(late.status()).isEqualTo(503);
        assertThat(body(late)).contains("store").doesNotContain("index");
        assertThat(store.finds()).isEqualTo(2);
        goOn.countDown();
        assertThat(asking.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(health.answer().status()).isEqualTo(200);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
