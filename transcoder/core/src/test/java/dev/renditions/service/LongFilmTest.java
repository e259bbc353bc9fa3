package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.index.MovableClock;
import dev.renditions.index.TrackKind;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.WatchedIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A film of ten minutes, whose video is encoded in segments. */
final class LongFilmTest extends ServiceScene {
    /** Of 44 seconds each: whole GOPs of four seconds. */
    private static final int SEGMENTS = 14;

    private static final Profile SMALL = CATALOG.find("mp4-480p").orElseThrow();

    @Test
    void eachSegmentIsEncodedOnceAndDeletedAfterwards() {
        RenditionResult result = render(service(index), film(), MP4);

        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS).doesNotHaveDuplicates();
        assertThat(transcoder.encodedTracks()).extracting(TrackRecipe::kind).containsExactly(TrackKind.AUDIO);
        assertThat(segmentFiles()).isEmpty();
        assertThat(render(service(index), source("copy", "long film#with a title"), MP4)
                        .outcome())
                .isEqualTo(Outcome.ASSEMBLED);
        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS);
    }

    @Test
    void oneDecodeOfASegmentServesAllTracks() {
        List<Integer> parts = new ArrayList<>();
        transcoder.whileEncodingSegment(
                part -> parts.add(part.recipe().rung().size().height()));

        List<RenditionResult> results = service(index).render(film(), List.of(MP4, SMALL), RenditionListener.NONE);

        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.ENCODED);
        assertThat(transcoder.encodedSegments()).hasSize(2 * SEGMENTS).doesNotHaveDuplicates();
        // Both tracks of a segment, one after the other.
        assertThat(parts.subList(0, 4)).containsExactly(parts.get(0), parts.get(1), parts.get(0), parts.get(1));
        assertThat(parts.get(0)).isNotEqualTo(parts.get(1));
    }

    @Test
    void progressNeverDecreases() {
        List<Double> steps = new ArrayList<>();

        service(index).render(film(), List.of(MP4), new RenditionListener() {
            @Override
            public void progress(Profile profile, EncodeProgress step) {
                steps.add(step.fraction());
            }
        });

        assertThat(steps).isSorted().hasSizeGreaterThan(SEGMENTS).last().isEqualTo(1.0);
    }

    @Test
    void shortFilmsAreEncodedAsAWhole() {
        assertThat(render(service(index), source("short", "film"), MP4).outcome())
                .isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments()).isEmpty();
        assertThat(transcoder.encodedTracks()).hasSize(2);
    }

    /** The second and third worker wait for the rendition, or for its video, and encode segments meanwhile. */
    @Test
    void workersThatWaitEncodeSegments() throws Exception {
        Profile otherSound = withSound("other-sound", 96);
        Map<Thread, AtomicInteger> made = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(3);
        transcoder.whileEncodingSegment(part -> {
            made.computeIfAbsent(Thread.currentThread(), thread -> {
                        all.countDown();
                        return new AtomicInteger();
                    })
                    .incrementAndGet();
            awaitAll(all);
        });

        List<RenditionResult> results = atOnce(MP4, MP4, otherSound);

        assertThat(results).extracting(RenditionResult::failure).containsOnly(Optional.empty());
        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS).doesNotHaveDuplicates();
        assertThat(made).hasSize(3);
        assertThat(made.values()).allSatisfy(count -> assertThat(count.get()).isPositive());
        assertThat(segmentFiles()).isEmpty();
    }

    @Test
    void repeatedRequestEncodesOnlyWhatIsMissing() {
        AtomicInteger segments = new AtomicInteger();
        transcoder.whileEncodingSegment(part -> {
            if (segments.incrementAndGet() > 5) {
                throw new MediaException(MediaException.Kind.ENGINE, "the machine stops");
            }
        });
        assertThat(render(service(index), film(), MP4).failure()).isPresent();
        assertThat(segmentFiles()).hasSize(5);
        transcoder.whileEncodingSegment(part -> {});

        assertThat(render(service(MemoryIndex.create()), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS).doesNotHaveDuplicates();
    }

    @Test
    void sourceThatCannotBeCutIsEncodedAsAWhole() {
        transcoder.whileEncodingSegment(part -> {
            if (part.segment().last()) {
                throw new MediaException(MediaException.Kind.UNPROVED, "the segment has other frames");
            }
        });

        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedTracks())
                .extracting(TrackRecipe::kind)
                .containsExactlyInAnyOrder(TrackKind.VIDEO, TrackKind.AUDIO);
    }

    @Test
    void segmentsThatDoNotFitAreDeletedAndTheFilmIsEncodedAsAWhole() {
        transcoder.segmentsMisfit(true);

        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedTracks()).hasSize(2);
        assertThat(segmentFiles()).isEmpty();
    }

    /** Its encode would take twice as long as the caller has, as the service knows from the encode of a short film. */
    @Test
    void callersWithDeadlinesMakeAFilmTogether() {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-29T00:00:00Z"));
        RenditionService service = service(clock);
        assertThat(render(service, source("short", "film"), MP4).failure()).isEmpty();
        transcoder.whileEncodingSegment(part -> clock.move(Duration.ofSeconds(10)));
        Source film = film();

        List<RenditionResult> attempts = new ArrayList<>();
        do {
            attempts.addAll(service.render(
                    film, List.of(MP4), RenditionListener.NONE, clock.instant().plusSeconds(35)));
        } while (last(attempts).failure().isPresent() && attempts.size() < SEGMENTS);

        assertThat(last(attempts).failure()).isEmpty();
        assertThat(attempts).hasSizeBetween(4, 7);
        assertThat(attempts.subList(0, attempts.size() - 1)).allMatch(RenditionResult::worthRetrying);
        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS).doesNotHaveDuplicates();
    }

    private static RenditionResult last(List<RenditionResult> results) {
        return results.get(results.size() - 1);
    }

    /** A full disk is no fault of the segments. */
    @Test
    void segmentsSurviveAJoinThatFails() {
        transcoder.whileJoining(() -> {
            throw new MediaException(MediaException.Kind.ENGINE, "the disk is full");
        });
        assertThat(render(service(index), film(), MP4).failure()).isPresent();
        assertThat(segmentFiles()).hasSize(SEGMENTS);
        transcoder.whileJoining(() -> {});

        assertThat(render(service(index), film(), MP4).failure()).isEmpty();

        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS);
    }

    @Test
    void filmWhoseJoinedTrackIsNotAsPlannedIsEncodedAsAWhole() {
        VideoProfile like = (VideoProfile) MP4;
        Profile sameSound = new VideoProfile(
                "same-sound", "", like.ttl(), ((VideoProfile) SMALL).video(), like.audio(), like.edits());
        assertThat(render(service(index), film(), sameSound).failure()).isEmpty();
        transcoder.copiesShort(true);

        RenditionResult result = render(service(index), film(), MP4);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodedTracks()).extracting(TrackRecipe::kind).contains(TrackKind.VIDEO);
        assertThat(segmentFiles()).isEmpty();
    }

    /** Its manifest is still there and lists the track. */
    @Test
    void trackWhosePublishedFileIsLostIsMadeInSegmentsAgain() throws IOException {
        render(service(index), film(), MP4);
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".mp4")).toList()) {
                Files.delete(file);
            }
        }

        RenditionResult result = render(service(MemoryIndex.create()), film(), withSound("other-sound", 96));

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodedSegments()).hasSize(2 * SEGMENTS);
        assertThat(transcoder.encodedTracks()).extracting(TrackRecipe::kind).containsOnly(TrackKind.AUDIO);
    }

    @Test
    void damagedSegmentIsEncodedAgain() {
        AtomicInteger segments = new AtomicInteger();
        transcoder.whileEncodingSegment(part -> {
            if (segments.incrementAndGet() == 4) {
                damage(segmentFiles().get(0));
            }
        });

        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS + 1);
        assertThat(Set.copyOf(transcoder.encodedSegments())).hasSize(SEGMENTS);
    }

    /** The segments are gone by then, so they look as if they were missing. */
    @Test
    void trackThatAnotherWorkerHasPublishedIsNotEncodedAgain() {
        Source film = film();
        AtomicInteger segments = new AtomicInteger();
        transcoder.whileEncodingSegment(part -> {
            if (segments.incrementAndGet() == 3) {
                assertThat(render(service(ofItsOwn()), film, withSound("other-sound", 96))
                                .outcome())
                        .isEqualTo(Outcome.ENCODED);
            }
        });

        assertThat(render(service(ofItsOwn()), film, MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments())
                .as("both encode one at the same time")
                .hasSize(SEGMENTS + 1);
        assertThat(transcoder.encodedTracks())
                .extracting(TrackRecipe::kind)
                .containsExactly(TrackKind.AUDIO, TrackKind.AUDIO);
    }

    /** An index without the leases of others, as if a worker had lost its own. */
    private static WatchedIndex ofItsOwn() {
        return new WatchedIndex(MemoryIndex.create()).asShared();
    }

    private Source film() {
        return source("film", "long film");
    }

    private static Profile withSound(String name, int kbps) {
        VideoProfile like = (VideoProfile) MP4;
        AudioSettings audio = new AudioSettings(like.audio().codec(), kbps, 2, 48000);
        return new VideoProfile(name, "", like.ttl(), like.video(), audio, like.edits());
    }

    /** Services that share index and store, each asked for a profile. */
    private List<RenditionResult> atOnce(Profile... profiles) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(profiles.length);
        try {
            List<Future<RenditionResult>> results = new ArrayList<>();
            Source film = film();
            for (Profile profile : profiles) {
                RenditionService service = service(index);
                results.add(threads.submit(() -> render(service, film, profile)));
            }
            List<RenditionResult> ended = new ArrayList<>();
            for (Future<RenditionResult> result : results) {
                ended.add(result.get(30, TimeUnit.SECONDS));
            }
            return ended;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS))
                    .as("all workers encode")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> segmentFiles() {
        Path segments = folder.resolve("store").resolve("segments");
        try (Stream<Path> files = Files.exists(segments) ? Files.walk(segments) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void damage(Path file) {
        try {
            Files.writeString(file, "something else");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
