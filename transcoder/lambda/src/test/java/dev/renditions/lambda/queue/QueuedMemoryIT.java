package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Source;
import dev.renditions.directory.FileSource;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.kind.Profile;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.CountingSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Counts and failures of queued jobs in a real memcached, shared by a function that queues and one that encodes. */
@Timeout(60)
final class QueuedMemoryIT {
    private static final Profile POSTER =
            ProfileCatalog.builtIn().find("poster").orElseThrow();
    private static final Profile HLS = ProfileCatalog.builtIn().find("hls").orElseThrow();

    @TempDir
    private Path folder;

    /** One second before the end of a counting window. */
    private final MovableClock clock = new MovableClock(Instant.ofEpochSecond(
            Instant.now().getEpochSecond() / QueuedCount.WINDOW.toSeconds() * QueuedCount.WINDOW.toSeconds() - 1));

    private MemcachedServer memcached;
    private MemcachedIndex requests;
    private MemcachedIndex uploads;
    private Source film;

    @BeforeEach
    void start() throws Exception {
        memcached = MemcachedServer.startOrSkip();
        requests = index();
        uploads = index();
        film = new CountingSource(
                new FileSource(Files.writeString(folder.resolve("film"), "a film")), "1", Optional.empty());
    }

    @AfterEach
    void stop() {
        if (memcached != null) {
            requests.close();
            uploads.close();
            memcached.close();
        }
    }

    @Test
    void jobIsQueuedOnceUntilItEndsEvenInAnotherWindow() {
        assertThat(new QueuedCount(requests.counters(), film, POSTER).isFirst()).isTrue();
        clock.move(Duration.ofSeconds(2));
        assertThat(new QueuedCount(requests.counters(), film, POSTER).isFirst()).isFalse();
        assertThat(new QueuedCount(requests.counters(), film, HLS).isFirst()).isTrue();

        new QueuedCount(uploads.counters(), film, POSTER).forget();

        assertThat(new QueuedCount(requests.counters(), film, POSTER).isFirst()).isTrue();
        assertThat(new QueuedCount(requests.counters(), film, HLS).isFirst()).isFalse();
    }

    @Test
    void failureOfAJobReachesCallersUntilItIsRemovedOrExpires() {
        FailureDetails failure = new FailureDetails(
                FailureDetails.word(MediaException.Kind.MACHINE),
                "Cannot allocate memory",
                FailureDetails.Retry.NEVER,
                Optional.empty());
        new QueuedFailure(uploads.failures(), film, POSTER).record(failure);
        assertThat(new QueuedFailure(requests.failures(), film, POSTER).find())
                .contains(new RecordedFailure(
                        FailureDetails.word(MediaException.Kind.MACHINE), "Cannot allocate memory"));
        assertThat(new QueuedFailure(requests.failures(), film, HLS).find()).isEmpty();

        new QueuedFailure(requests.failures(), film, POSTER).forget();
        assertThat(new QueuedFailure(requests.failures(), film, POSTER).find()).isEmpty();

        new QueuedFailure(uploads.failures(), film, POSTER).record(failure);
        clock.move(QueuedFailure.TTL.plusMinutes(1));
        assertThat(new QueuedFailure(requests.failures(), film, POSTER).find())
                .as("although memcached still has it")
                .isEmpty();
    }

    private MemcachedIndex index() {
        return MemcachedIndex.connect(
                MemcachedSettings.parse(memcached.uri())
                        .withBudget(Duration.ofSeconds(2))
                        .withClock(clock),
                Samples::seal);
    }
}
