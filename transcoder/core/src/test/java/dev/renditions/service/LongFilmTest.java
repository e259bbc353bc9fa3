package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.api.segment.SegmentCount;
import dev.renditions.api.track.Explanation;
import dev.renditions.index.MovableClock;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.Profile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segmentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How workers make a film of ten minutes in segments. */
final class LongFilmTest extends LongFilmScene {
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

    /** The second thread waits for the first one, which makes the film in more time than one encode may take. */
    @Test
    void threadsOfOneProcessWaitWhileAFilmMakesProgress() throws Exception {
        RenditionService service = service(index, Sleeper.SLEEP, RequestLimits.of(Duration.ofSeconds(1), VERIFIED));
        CountDownLatch begun = new CountDownLatch(1);
        transcoder.whileEncodingSegment(part -> {
            begun.countDown();
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        });
        Source film = film();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<RenditionResult> first = thread.submit(() -> render(service, film, MP4));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            RenditionResult second = render(service, film, MP4);

            assertThat(second.outcome()).as(second.reason()).isEqualTo(Outcome.COALESCED);
            assertThat(first.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ENCODED);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void progressNeverDecreases() {
        List<Double> steps = new ArrayList<>();
        List<SegmentCount> counts = new ArrayList<>();

        service(index).render(film(), List.of(MP4), new RenditionListener() {
            @Override
            public void progress(Profile profile, EncodeProgress step) {
                steps.add(step.fraction());
                step.segments().ifPresent(counts::add);
            }
        });

        assertThat(steps).isSorted().hasSizeGreaterThan(SEGMENTS).last().isEqualTo(1.0);
        assertThat(counts).startsWith(new SegmentCount(0, SEGMENTS)).endsWith(new SegmentCount(SEGMENTS, SEGMENTS));
        assertThat(counts).extracting(SegmentCount::done).isSorted();
    }

    @Test
    void progressHasSpeedAndTimeLeft() {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-29T00:00:00Z"));
        transcoder.whileEncodingSegment(part -> clock.move(Duration.ofSeconds(10)));
        List<EncodeProgress> steps = new ArrayList<>();

        service(clock).render(film(), List.of(MP4), new RenditionListener() {
            @Override
            public void progress(Profile profile, EncodeProgress step) {
                steps.add(step);
            }
        });

        EncodeProgress half = steps.stream()
                .filter(step -> step.segments().equals(Optional.of(new SegmentCount(SEGMENTS / 2, SEGMENTS))))
                .filter(step -> step.left().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(half.left())
                .hasValueSatisfying(left -> assertThat(left.toSeconds())
                        .isBetween(10L * (SEGMENTS - SEGMENTS / 2) - 10, 10L * (SEGMENTS - SEGMENTS / 2) + 1));
        assertThat(half.speed()).hasValueSatisfying(speed -> assertThat(speed).isBetween(2.0, 10.0));
    }

    @Test
    void explanationSaysHowATrackWouldBeEncoded() {
        RenditionService service = service(index);

        assertThat(video(service.explain(film(), MP4)).segmentation())
                .hasValueSatisfying(cut -> assertThat(cut)
                        .isInstanceOfSatisfying(
                                Segmentation.Cut.class,
                                c -> assertThat(c.segments()).hasSize(SEGMENTS)));
        assertThat(video(service.explain(source("short", "film"), MP4)).segmentation())
                .isEmpty();

        render(service, film(), MP4);

        Explanation.Track made = video(service.explain(film(), MP4));
        assertThat(made.file()).isPresent();
        assertThat(made.segmentation()).isEmpty();
    }

    private static Explanation.Track video(Explanation explanation) {
        return explanation.recipe().orElseThrow().tracks().stream()
                .filter(track -> track.id().toString().startsWith("video"))
                .findFirst()
                .orElseThrow();
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
}
