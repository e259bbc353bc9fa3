package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Lease;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.AbsentIndex;
import dev.renditions.testing.CountingSource;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.FakeTranscoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who encodes when: on a real store and a real index, with an encoder that only counts. */
@Timeout(60)
final class RenditionServiceTest {
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    private static final Profile MP4 = CATALOG.find("mp4-720p").orElseThrow();
    private static final Profile POSTER = CATALOG.find("poster").orElseThrow();

    /** Every hit is checked, but in the tests that are about it. */
    private static final Duration VERIFIED = Duration.ZERO;

    @TempDir
    private Path folder;

    private final FakeTranscoder transcoder = new FakeTranscoder();
    private final MemoryIndex index = MemoryIndex.create();
    private final List<RenditionService> services = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        services.forEach(RenditionService::close);
        try (Stream<Path> left = Files.exists(work()) ? Files.list(work()) : Stream.empty()) {
            assertThat(left).as("temporary files").isEmpty();
        }
    }

    @Test
    void firstRequestEncodesAndTheNextHits() {
        RenditionResult first = render(service(index), source("a", "film"), MP4);
        RenditionResult second = render(service(index), source("b", "film"), MP4);
        assertThat(first.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(first.saved()).isZero();
        assertThat(second.outcome()).isEqualTo(Outcome.HIT);
        assertThat(second.location()).isEqualTo(first.location());
        assertThat(second.saved()).isEqualTo(first.location().orElseThrow().encodeTime());
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void hitNeedsNoProbe() {
        render(service(index), source("a", "film"), MP4);
        int probes = transcoder.probes();
        render(service(index), source("a", "film"), MP4);
        assertThat(transcoder.probes()).isEqualTo(probes);
    }

    @Test
    void emptyIndexFindsWhatTheStoreHoldsAndIsToldOfIt() {
        render(service(index), source("a", "film"), MP4);
        MemoryIndex restarted = MemoryIndex.create();
        assertThat(render(service(restarted), source("a", "film"), MP4).outcome())
                .isEqualTo(Outcome.STORED);
        assertThat(render(service(restarted), source("a", "film"), MP4).outcome())
                .isEqualTo(Outcome.HIT);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void oneChangedByteOrSettingEncodesAgain() {
        render(service(index), source("a", "film"), MP4);
        assertThat(render(service(index), source("a", "Film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        VideoProfile v = (VideoProfile) MP4;
        VideoSettings s = v.video();
        Profile sharper = new VideoProfile(
                v.name(),
                v.description(),
                v.ttl(),
                new VideoSettings(
                        s.codec(), s.preset(), 22, s.shortSide(), s.maxRateKbps(), s.maxFrameRate(), s.gopSeconds()),
                v.audio());
        assertThat(render(service(index), source("a", "film"), sharper).outcome())
                .isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodes()).isEqualTo(3);
    }

    @Test
    void entryWhoseFileIsGoneHealsAndIsEncodedOnce() throws IOException {
        RenditionResult first = render(service(index), source("a", "film"), MP4);
        Files.delete(Path.of(first.location().orElseThrow().uri()));
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.HIT);
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void absentIndexCostsNothingButMemory() {
        RenditionService service = service(new AbsentIndex());
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.STORED);
    }

    @Test
    void manyThreadsEncodeOnceWithAndWithoutIndex() throws Exception {
        for (ArtifactIndex each : List.of(index, new AbsentIndex())) {
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
    void leaseOfADeadWorkerIsTakenOverWhenItEnds() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        Lease dead = index.tryLease(key, Duration.ofHours(1)).orElseThrow();
        AtomicInteger pauses = new AtomicInteger();
        RenditionService service = service(index, time -> {
            if (pauses.incrementAndGet() == 3) {
                index.release(dead);
            }
        });
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(pauses).hasValue(3);
    }

    @Test
    void resultOfAnotherWorkerIsTakenWhenItIsThere() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        Lease other = index.tryLease(key, Duration.ofHours(1)).orElseThrow();
        RenditionService otherWorker = service(new AbsentIndex());
        AtomicInteger pauses = new AtomicInteger();
        RenditionService service = service(index, time -> {
            if (pauses.incrementAndGet() == 2) {
                RenditionLocation made =
                        render(otherWorker, source("o", "film"), MP4).location().orElseThrow();
                index.publish(other, made, Duration.ofDays(1));
            }
        });
        RenditionResult result = render(service, source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(result.saved()).isEqualTo(result.location().orElseThrow().encodeTime());
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void leaseIsRenewedWhileItsHolderWorks() throws Exception {
        Limits brief = new Limits(Duration.ofMinutes(1), Duration.ofMillis(300), Duration.ofMinutes(1), VERIFIED);
        CountDownLatch encoding = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        transcoder.whileEncoding(() -> {
            encoding.countDown();
            await(end);
        });
        RenditionService service = service(index, Pause.SLEEP, brief);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<RenditionResult> result = thread.submit(() -> render(service, source("a", "film"), MP4));
            encoding.await();
            RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
            // Five times as long as the lease: whoever asks meanwhile finds it held.
            Awaitility.await()
                    .during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> index.tryLease(key, Duration.ofSeconds(1)).isEmpty());
            end.countDown();
            assertThat(result.get().outcome()).isEqualTo(Outcome.ENCODED);
            assertThat(index.find(key)).isPresent();
        } finally {
            end.countDown();
            thread.shutdownNow();
        }
    }

    @Test
    void entryOfAnotherRenditionIsNoHit() {
        RenditionResult other = render(service(index), source("o", "other film"), MP4);
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        index.record(key, other.location().orElseThrow(), Duration.ofDays(1));
        RenditionResult result = render(service(index), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(result.location()).isNotEqualTo(other.location());
    }

    @Test
    void sourceThatChangesForTheLeaderFailsTheLeaderAlone() throws Exception {
        Path growing = Files.writeString(folder.resolve("growing"), "film");
        Source steady = source("steady", "film");
        RenditionService service = service(new AbsentIndex());
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
    void failedProbeIsNotRepeatedForEachProfile() {
        List<RenditionResult> results =
                service(index).render(source("a", "noise"), CATALOG.all(), RenditionListener.NONE);
        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.FAILED);
        assertThat(transcoder.probes()).isEqualTo(1);
        CountingSource again = new CountingSource(source("a", "noise"), "v1", Optional.of(contentOf("noise")));
        assertThat(render(service(index), again, MP4).reason()).contains("this is no media file");
        assertThat(again.reads()).isZero();
    }

    @Test
    void callerWithoutTimeGetsNoEncode() {
        List<RenditionResult> results = service(index)
                .render(
                        source("a", "film"),
                        List.of(MP4),
                        RenditionListener.NONE,
                        Clock.systemUTC().instant());
        assertThat(results.get(0).reason()).contains("no time was left");
        assertThat(results.get(0).worthRetrying()).isTrue();
        assertThat(transcoder.encodes()).isZero();
    }

    @Test
    void encodeAndLeaseEndWithTheCallersTime() {
        AtomicReference<Duration> limit = new AtomicReference<>();
        transcoder.onLimit(limit::set);
        service(index)
                .render(
                        source("a", "film"),
                        List.of(MP4),
                        RenditionListener.NONE,
                        Clock.systemUTC().instant().plusSeconds(20));
        assertThat(limit.get()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Test
    void busyForTooLongSaysWhenToAskAgain() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        assertThat(index.tryLease(key, Duration.ofHours(1))).isPresent();
        Limits impatient = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(30), Duration.ZERO, VERIFIED);
        RenditionResult result = render(service(index, time -> {}, impatient), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.worthRetrying()).isTrue();
        assertThat(result.reason()).contains("another worker").contains("30 s");
    }

    @Test
    void oneProfileThatFailsLeavesTheOthers() {
        List<RenditionResult> results =
                service(index).render(source("a", "sound alone"), CATALOG.all(), RenditionListener.NONE);
        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactly(
                        Outcome.NOT_APPLICABLE,
                        Outcome.NOT_APPLICABLE,
                        Outcome.NOT_APPLICABLE,
                        Outcome.ENCODED,
                        Outcome.NOT_APPLICABLE);
        assertThat(results.get(0).reason()).isEqualTo("it has no video");
    }

    @Test
    void failureReleasesTheLeaseAndPublishesNothing() throws IOException {
        RenditionResult result = render(service(index), source("a", "broken film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo("the data are damaged");
        assertThat(result.worthRetrying()).isFalse();
        assertThat(index.tryLease(new RenditionKey(contentOf("broken film"), MP4.id()), Duration.ofSeconds(1)))
                .isPresent();
        assertNothingPublished();
    }

    @Test
    void outputThatIsTooShortIsNotPublished() throws IOException {
        RenditionResult result = render(service(index), source("a", "cut film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("5.00 s instead of 10.00 s");
        assertNothingPublished();
    }

    @Test
    void sourceThatChangesMeanwhileIsNotPublishedUnderItsOldHash() throws IOException {
        Path file = Files.writeString(folder.resolve("growing"), "film");
        transcoder.whileEncoding(() -> append(file, " and more"));
        RenditionResult result = render(service(index), new FileSource(file), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("changed while it was encoded");
        assertThat(result.worthRetrying()).isTrue();
        assertNothingPublished();
    }

    @Test
    void missingSourceFailsForEachProfile() {
        List<RenditionResult> results = service(index)
                .render(new FileSource(folder.resolve("nowhere")), List.of(MP4, POSTER), RenditionListener.NONE);
        assertThat(results).hasSize(2).allSatisfy(r -> {
            assertThat(r.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(r.content()).isEmpty();
            assertThat(r.reason()).contains("nowhere");
        });
    }

    @Test
    void errorOfOursFailsOneRenditionAndIsWorthRetrying() {
        transcoder.whileEncoding(() -> {
            throw new IllegalStateException("a bug");
        });
        RenditionResult result = render(service(index), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("an error in Renditions itself").contains("a bug");
        assertThat(result.worthRetrying()).isTrue();
    }

    @Test
    void cancelledRequestLeavesNoLeaseAndNoFile() throws IOException {
        transcoder.whileEncoding(() -> {
            throw new CancellationException("stopped");
        });
        RenditionService service = service(index);
        Source source = source("a", "film");
        assertThatThrownBy(() -> render(service, source, MP4)).isInstanceOf(CancellationException.class);
        assertThat(index.tryLease(new RenditionKey(contentOf("film"), MP4.id()), Duration.ofSeconds(1)))
                .isPresent();
        assertNothingPublished();
    }

    @Test
    void permanentFailureIsRememberedAndNotTriedAgain() {
        RenditionResult first = render(service(index), source("a", "broken film"), MP4);
        RenditionResult second = render(service(index), source("b", "broken film"), MP4);
        assertThat(second.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(second.reason()).startsWith(first.reason()).contains("found before");
        assertThat(second.worthRetrying()).isFalse();
        assertThat(transcoder.encodes()).isEqualTo(1);
        assertThat(index.evict(new RenditionKey(contentOf("broken film"), MP4.id())))
                .isTrue();
        render(service(index), source("b", "broken film"), MP4);
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void passingFailureIsNotRemembered() {
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.ENGINE, "the disk is full");
        });
        assertThat(render(service(index), source("a", "film"), MP4).worthRetrying())
                .isTrue();
        transcoder.whileEncoding(() -> {});
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @Test
    void limitThatTheCallersTimeCutShortIsNotRemembered() {
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.LIMIT, "it took too long");
        });
        service(index)
                .render(
                        source("a", "film"),
                        List.of(MP4),
                        RenditionListener.NONE,
                        Clock.systemUTC().instant().plusSeconds(20));
        assertThat(index.findFailure(new RenditionKey(contentOf("film"), MP4.id())))
                .isEmpty();
        render(service(index), source("a", "film"), MP4);
        assertThat(index.findFailure(new RenditionKey(contentOf("film"), MP4.id())))
                .isPresent();
    }

    @Test
    void failureThatTheStoreContradictsDoesNotCount() {
        RenditionResult made = render(service(index), source("a", "film"), MP4);
        MemoryIndex partly = MemoryIndex.create();
        partly.recordFailure(
                new RenditionKey(contentOf("film"), MP4.id()),
                new RecordedFailure("damaged", "an older ffmpeg could not"),
                Duration.ofHours(1));
        RenditionResult result = render(service(partly), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.STORED);
        assertThat(result.location()).isEqualTo(made.location());
    }

    @Test
    void objectThatWasSeenBeforeIsNotReadAgain() {
        CountingSource first = new CountingSource(source("a", "film"), "v1", Optional.empty());
        List<Profile> profiles = List.of(MP4, CATALOG.find("audio-mp3").orElseThrow(), POSTER);
        assertThat(service(index).render(first, profiles, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.ENCODED);
        CountingSource again = new CountingSource(source("a", "film"), "v1", Optional.empty());
        assertThat(service(index).render(again, profiles, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.HIT);
        assertThat(first.reads()).isEqualTo(1);
        assertThat(again.reads()).isZero();
    }

    @Test
    void whatDoesNotApplyIsNotReadAgainEither() {
        Source first = new CountingSource(source("a", "sound alone"), "v1", Optional.empty());
        service(index).render(first, CATALOG.all(), RenditionListener.NONE);
        CountingSource again = new CountingSource(source("a", "sound alone"), "v1", Optional.empty());
        assertThat(service(index).render(again, CATALOG.all(), RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.NOT_APPLICABLE, Outcome.HIT);
        assertThat(again.reads()).isZero();
    }

    @Test
    void hashThatTheKeeperDeclaresSavesReading() {
        render(service(index), source("a", "film"), MP4);
        CountingSource declared = new CountingSource(source("b", "film"), "v7", Optional.of(contentOf("film")));
        assertThat(render(service(index), declared, MP4).outcome()).isEqualTo(Outcome.HIT);
        assertThat(declared.reads()).isZero();
    }

    @Test
    void rememberedContentThatIsWrongIsNeitherEncodedNorRecordedUnderTheOldHash() {
        RenditionResult old = render(service(index), source("a", "film"), MP4);
        CountingSource changed = new CountingSource(source("b", "other film"), "v1", Optional.empty());
        index.recordContent(changed.version().orElseThrow(), contentOf("gone film"), Duration.ofDays(1));
        RenditionResult result = render(service(index), changed, MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(result.content()).contains(contentOf("other film"));
        assertThat(result.location()).isNotEqualTo(old.location());
        assertThat(index.findContent(changed.version().orElseThrow())).contains(contentOf("other film"));
    }

    @Test
    void hitIsCheckedOnceInAShortWhile() {
        CountingStore store = new CountingStore(new DirectoryStore(folder.resolve("store")));
        RenditionService service = service(store, Duration.ofMinutes(5));
        render(service, source("a", "film"), MP4);
        for (int i = 0; i < 5; i++) {
            assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.HIT);
        }
        assertThat(store.checks()).isZero();
        RenditionService another = service(store, Duration.ofMinutes(5));
        render(another, source("a", "film"), MP4);
        render(another, source("a", "film"), MP4);
        assertThat(store.checks()).isEqualTo(1);
    }

    @Test
    void everythingIsCountedApart() throws IOException {
        RenditionService service = service(index);
        RenditionResult made = render(service, source("a", "film"), MP4);
        render(service, source("a", "film"), MP4);
        Files.delete(Path.of(made.location().orElseThrow().uri()));
        render(service, source("a", "film"), MP4);
        render(service, source("b", "broken film"), POSTER);
        render(service, source("b", "broken film"), POSTER);
        assertThat(service.counts())
                .containsOnlyKeys("mp4-720p", "poster")
                .containsEntry("mp4-720p", Map.of(Count.MISS, 2L, Count.HIT, 1L, Count.VERIFIED, 1L, Count.STALE, 1L))
                .containsEntry("poster", Map.of(Count.MISS, 1L, Count.NEGATIVE, 1L));
        RenditionService alone = service(new AbsentIndex());
        render(alone, source("c", "third film"), MP4);
        assertThat(alone.counts().get("mp4-720p")).containsKey(Count.ERROR).doesNotContainKey(Count.HIT);
    }

    @Test
    void previewEncodesNothing() {
        render(service(index), source("a", "film"), MP4);
        List<RenditionResult> results = service(index).preview(source("a", "film"), CATALOG.all());
        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.PLANNED, Outcome.HIT, Outcome.PLANNED, Outcome.PLANNED, Outcome.PLANNED);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void listenerHearsOfEachStep() {
        List<String> heard = new ArrayList<>();
        service(index).render(source("a", "film"), List.of(MP4), new RenditionListener() {
            @Override
            public void encoding(Profile profile) {
                heard.add("encoding " + profile.name());
            }

            @Override
            public void progress(Profile profile, double fraction) {
                heard.add(String.valueOf(fraction));
            }

            @Override
            public void finished(RenditionResult result) {
                heard.add(result.outcome().word());
            }
        });
        assertThat(heard).containsExactly("encoding mp4-720p", "0.5", "1.0", "encoded");
    }

    private RenditionService service(ArtifactIndex with) {
        return service(with, Pause.SLEEP);
    }

    private RenditionService service(ArtifactIndex with, Pause pause) {
        return service(with, pause, Limits.of(Duration.ofMinutes(1), VERIFIED));
    }

    private RenditionService service(ObjectStore store, Duration verified) {
        return service(index, store, Pause.SLEEP, Limits.of(Duration.ofMinutes(1), verified));
    }

    private RenditionService service(ArtifactIndex with, Pause pause, Limits limits) {
        return service(with, new DirectoryStore(folder.resolve("store")), pause, limits);
    }

    private synchronized RenditionService service(ArtifactIndex with, ObjectStore store, Pause pause, Limits limits) {
        RenditionService service = new RenditionService(
                with,
                store,
                transcoder,
                new Workspace(work(), Clock.systemUTC()),
                limits,
                new Timing(Clock.systemUTC(), pause, new Random(42)));
        services.add(service);
        return service;
    }

    private Path work() {
        return folder.resolve("work");
    }

    private Source source(String name, String text) {
        try {
            return new FileSource(Files.writeString(folder.resolve(name), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RenditionResult render(RenditionService service, Source source, Profile profile) {
        return service.render(source, List.of(profile), RenditionListener.NONE).get(0);
    }

    private static ContentHash contentOf(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertNothingPublished() throws IOException {
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.exists(store) ? Files.walk(store) : Stream.empty()) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, Files.readString(file) + text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<RenditionResult> together(int callers, Callable<RenditionResult> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<RenditionResult> results = new ArrayList<>();
            for (Future<RenditionResult> future : threads.invokeAll(Collections.nCopies(callers, call))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
