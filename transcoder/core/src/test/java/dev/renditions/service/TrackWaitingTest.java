package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.video.VideoProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Workers that need the same track at once: one encodes it, and the others wait for it, as briefly as possible. */
final class TrackWaitingTest extends ServiceScene {
    private static final VideoProfile ORIGINAL = (VideoProfile) MP4;
    private static final Profile RENAMED = like("renamed", ORIGINAL.audio());
    private static final Profile SMALL = CATALOG.find("mp4-480p").orElseThrow();

    private static Profile like(String name, AudioSettings audio) {
        return new VideoProfile(name, "", ORIGINAL.ttl(), ORIGINAL.video(), audio, ORIGINAL.edits());
    }

    @Test
    void workersAtOnceEncodeEachTrackOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(7);
        transcoder.whileEncoding(() -> {
            if (transcoder.encodes() == 1) {
                await(waiting);
            }
        });
        List<Profile> profiles = new ArrayList<>(List.of(MP4));
        for (int i = 1; i < 8; i++) {
            profiles.add(like("name-" + i, ORIGINAL.audio()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(profiles.size());
        try {
            List<Future<RenditionResult>> results = new ArrayList<>();
            for (Profile profile : profiles) {
                RenditionService service = service(index, pausing(waiting));
                results.add(threads.submit(() -> render(service, source(profile.name(), "film"), profile)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<RenditionResult> result : results) {
                outcomes.add(result.get().outcome());
            }
            assertThat(outcomes).containsOnlyOnce(Outcome.ENCODED).containsOnly(Outcome.ENCODED, Outcome.ASSEMBLED);
        } finally {
            threads.shutdownNow();
        }
        assertThat(transcoder.encodedTracks()).hasSize(2);
    }

    @Test
    void trackOfAWorkerThatFailsIsEncodedByTheNextOne() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        transcoder.whileEncoding(() -> await(waiting));
        transcoder.fails(MP4.name());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<RenditionResult> first = threads.submit(() -> render(service(index), source("a", "film"), MP4));
            RenditionService second = service(index, pausing(waiting));
            Awaitility.await().until(() -> transcoder.encodes() == 1);
            assertThat(threads.submit(() -> render(second, source("b", "film"), RENAMED))
                            .get()
                            .outcome())
                    .isEqualTo(Outcome.ENCODED);
            assertThat(first.get().outcome()).isEqualTo(Outcome.FAILED);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void renditionsThatNeedNotWaitAreMadeFirst() {
        MemoryIndex fresh = MemoryIndex.create();
        Lease lease = leaseVideoOfMp4(fresh);
        Sleeper released = time -> fresh.leases().release(lease);
        RenditionService service = service(
                fresh,
                new DirectoryStore(folder.resolve("empty")),
                released,
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED));

        List<RenditionResult> results =
                service.render(source("a", "film"), List.of(MP4, SMALL), RenditionListener.NONE);

        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.ENCODED);
        assertThat(transcoder.batches()).containsExactly(Set.of("mp4-720p"), Set.of("mp4-480p"), Set.of("mp4-720p"));
        // The sound of the first was there when the second was made.
        assertThat(transcoder.encodedTracks()).hasSize(5);
    }

    @Test
    void waitThatIsTooLongFailsOnlyTheRenditionsThatNeedTheTrack() {
        MemoryIndex fresh = MemoryIndex.create();
        leaseVideoOfMp4(fresh);
        RequestLimits impatient =
                new RequestLimits(Duration.ofMinutes(1), RequestLimits.LEASE, Duration.ZERO, VERIFIED);
        RenditionService service =
                service(fresh, new DirectoryStore(folder.resolve("empty")), Sleeper.SLEEP, impatient);

        List<RenditionResult> results =
                service.render(source("a", "film"), List.of(MP4, SMALL), RenditionListener.NONE);

        assertThat(results).extracting(RenditionResult::outcome).containsExactly(Outcome.FAILED, Outcome.ENCODED);
        assertThat(results.get(0).reason()).contains("another worker is still encoding a track of");
        assertThat(results.get(0).worthRetrying()).isTrue();
    }

    @Test
    void timeOfWaitingIsNotTakenFromTheEncode() {
        MemoryIndex fresh = MemoryIndex.create();
        Lease lease = leaseVideoOfMp4(fresh);
        MovableClock clock = new MovableClock(Instant.EPOCH);
        Sleeper slow = time -> {
            clock.move(Duration.ofSeconds(50));
            fresh.leases().release(lease);
        };
        AtomicReference<Duration> limit = new AtomicReference<>();
        transcoder.onLimit(limit::set);
        RenditionService service = service(
                fresh,
                new DirectoryStore(folder.resolve("empty")),
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED),
                new Timing(clock, slow, new Random(42)));

        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(limit.get()).isEqualTo(Duration.ofMinutes(1));
    }

    /** Takes the lease of the video track of an MP4, as a worker would that shares this index and another store. */
    private Lease leaseVideoOfMp4(MemoryIndex shared) {
        RenditionResult made = render(service(index), source("a", "film"), MP4);
        TrackId video = new DirectoryStore(folder.resolve("store"))
                .find(new RenditionKey(made.content().orElseThrow(), made.profile()))
                .orElseThrow()
                .manifest()
                .tracks()
                .get(0)
                .id();
        return shared.leases().tryLease(video, Duration.ofMinutes(10)).orElseThrow();
    }

    /** Counts the first pause: its worker then waits for another one. */
    private static Sleeper pausing(CountDownLatch waiting) {
        CountDownLatch first = new CountDownLatch(1);
        return time -> {
            if (first.getCount() > 0) {
                first.countDown();
                waiting.countDown();
            }
            Sleeper.SLEEP.pause(time);
        };
    }
}
