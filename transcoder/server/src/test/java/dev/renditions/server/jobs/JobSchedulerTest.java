package dev.renditions.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Outcome;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceName;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.RenditionService;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class JobSchedulerTest {
    private static final Profile POSTER =
            ProfileCatalog.builtIn().find("poster").orElseThrow();
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final FakeTranscoder transcoder = new FakeTranscoder();
    private final MemoryIndex index = MemoryIndex.create();
    private RenditionService service;
    private JobScheduler jobs;

    @BeforeEach
    void open() {
        service = new RenditionService(
                index,
                new DirectoryStore(folder.resolve("store")),
                transcoder,
                new Workspace(folder.resolve("work"), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(1), Duration.ZERO),
                Timing.system());
        jobs = new JobScheduler(
                name -> new FileSource(folder.resolve(name.key())),
                service,
                JobListener.NONE,
                new JobScheduler.Bounds(1, 1, 1));
    }

    @AfterEach
    void close() {
        jobs.close();
        service.close();
        index.close();
    }

    @Test
    void retriesAFailureOnRequest() throws Exception {
        SourceName source = source("broken film");
        assertThat(jobs.make(source, POSTER, LONG)).isInstanceOf(RenditionStatus.Refused.class);
        int before = transcoder.encodes();
        assertThat(jobs.make(source, POSTER, LONG)).isInstanceOf(RenditionStatus.Refused.class);
        assertThat(transcoder.encodes()).isEqualTo(before);
        assertThat(jobs.make(source, POSTER, LONG, FailurePolicy.RETRY)).isInstanceOf(RenditionStatus.Refused.class);
        assertThat(transcoder.encodes()).isGreaterThan(before);
    }

    @Test
    void renditionIsReadyForWaitersAndFoundLater() throws Exception {
        SourceName source = source("a film");
        RenditionStatus made = jobs.make(source, POSTER, LONG);
        assertThat(made)
                .isInstanceOfSatisfying(
                        RenditionStatus.Ready.class,
                        ready -> assertThat(ready.outcome()).isEqualTo(Outcome.ENCODED));
        assertThat(jobs.states()).isEmpty();
        assertThat(jobs.queued()).isZero();
    }

    @Test
    void runningJobIsPendingWithItsProgress() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        transcoder.whileEncoding(() -> hold(seen));
        SourceName source = source("a film");
        assertThat(jobs.make(source, POSTER, Duration.ZERO)).isInstanceOf(RenditionStatus.Pending.class);
        await().until(() -> transcoder.encodes() == 1);
        assertThat(jobs.find(source, POSTER)).isInstanceOfSatisfying(RenditionStatus.Pending.class, pending -> {
            assertThat(pending.state()).isEqualTo("encoding");
            assertThat(pending.progress()).map(EncodeProgress::fraction).hasValue(0.5);
        });
        seen.countDown();
        assertThat(jobs.make(source, POSTER, LONG)).isInstanceOf(RenditionStatus.Ready.class);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void requestAboveTheLimitOfWaitersReturnsAtOnce() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        transcoder.whileEncoding(() -> hold(seen));
        SourceName source = source("a film");
        Thread first = new Thread(() -> {
            try {
                jobs.make(source, POSTER, LONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        first.start();
        await().until(() -> jobs.waiting() == 1);
        assertThat(jobs.make(source, POSTER, LONG)).isInstanceOf(RenditionStatus.Pending.class);
        seen.countDown();
        first.join();
        assertThat(jobs.waiting()).isZero();
    }

    @Test
    void missingSourceIsReportedAndMayAppearLater() throws Exception {
        SourceName source = new SourceName("uploads", "late.mp4");
        RenditionStatus standing = jobs.make(source, POSTER, LONG);
        assertThat(standing)
                .isInstanceOfSatisfying(
                        RenditionStatus.Refused.class,
                        refused -> assertThat(refused.failure()).containsInstanceOf(SourceException.class));
        Files.writeString(folder.resolve("late.mp4"), "a film");
        assertThat(jobs.make(source, POSTER, LONG)).isInstanceOf(RenditionStatus.Ready.class);
    }

    @Test
    void failureIsReturnedToAnImmediateSecondRequest() throws Exception {
        SourceName source = source("broken");
        assertThat(jobs.make(source, POSTER, LONG)).isInstanceOf(RenditionStatus.Refused.class);
        assertThat(jobs.find(source, POSTER)).isInstanceOf(RenditionStatus.Refused.class);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void refusesRequestsAfterClose() throws Exception {
        SourceName source = source("a film");
        jobs.close();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> jobs.make(source, POSTER, LONG))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(503));
        assertThat(transcoder.encodes()).isZero();
    }

    private SourceName source(String text) throws IOException {
        Files.writeString(folder.resolve("source.mp4"), text);
        return new SourceName("uploads", "source.mp4");
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CancellationException("cancelled");
        }
    }
}
