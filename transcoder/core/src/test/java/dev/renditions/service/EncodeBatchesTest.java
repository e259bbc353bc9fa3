package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.Lease;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Missing renditions of one source are encoded in batches: first the quick ones, then all videos. */
final class EncodeBatchesTest extends ServiceScene {
    private static final Profile SMALL = CATALOG.find("mp4-480p").orElseThrow();
    private static final Profile SOUND = CATALOG.find("audio-mp3").orElseThrow();
    private static final List<Profile> THREE = List.of(MP4, SMALL, POSTER);

    @Test
    void missingRenditionsAreEncodedTogetherAndHitsAreLeftOut() {
        render(service(index), source("a", "film"), SMALL);
        List<RenditionResult> results = service(index).render(source("a", "film"), THREE, RenditionListener.NONE);

        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.ENCODED, Outcome.HIT, Outcome.ENCODED);
        assertThat(transcoder.batches()).containsExactly(Set.of("mp4-480p"), Set.of("poster"), Set.of("mp4-720p"));
    }

    @Test
    void timesOfABatchAddUpToThatOfTheRequest() {
        MovableClock clock = new MovableClock(Instant.EPOCH);
        transcoder.whileEncoding(() -> clock.move(Duration.ofSeconds(3)));
        transcoder.fails("mp4-480p");

        List<RenditionResult> results = service(clock).render(source("a", "film"), THREE, RenditionListener.NONE);

        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.ENCODED, Outcome.FAILED, Outcome.ENCODED);
        assertThat(results.stream().map(RenditionResult::spent).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void lightRenditionsArePublishedAndReportedBeforeAVideoStarts() {
        List<String> events = new ArrayList<>();
        RenditionListener listener = new RenditionListener() {
            @Override
            public void encoding(Profile profile) {
                events.add(profile.name() + " begins");
                if (profile.equals(MP4)) {
                    assertThat(index.locations().find(key("film", POSTER))).isPresent();
                    assertThat(index.locations().find(key("film", SOUND))).isPresent();
                }
            }

            @Override
            public void finished(RenditionResult result) {
                events.add(result.profile().name() + " " + result.outcome().word());
            }
        };

        service(index).render(source("a", "film"), List.of(MP4, POSTER, SOUND), listener);

        assertThat(events)
                .containsExactly(
                        "poster begins",
                        "audio-mp3 begins",
                        "poster encoded",
                        "audio-mp3 encoded",
                        "mp4-720p begins",
                        "mp4-720p encoded");
    }

    @Test
    void secondAttemptsOfLightRenditionsComeBeforeVideos() {
        List<String> finished = new ArrayList<>();
        service(index).render(source("a", "hissing film"), List.of(MP4, SOUND), new RenditionListener() {
            @Override
            public void finished(RenditionResult result) {
                finished.add(result.profile().name() + " " + result.outcome().word());
            }
        });

        assertThat(finished).containsExactly("audio-mp3 encoded", "mp4-720p encoded");
        assertThat(transcoder.batches())
                .containsExactly(Set.of("audio-mp3"), Set.of("audio-mp3"), Set.of("mp4-720p"), Set.of("mp4-720p"));
    }

    @Test
    void missingRenditionsAreEncodedTogetherWithoutAnIndex() {
        service(new UnavailableIndex()).render(source("a", "film"), THREE, RenditionListener.NONE);

        assertThat(transcoder.batches()).containsExactly(Set.of("poster"), Set.of("mp4-720p", "mp4-480p"));
    }

    @Test
    void failureOfOneRenditionDoesNotAffectTheOthers() {
        transcoder.fails("mp4-480p");
        List<RenditionResult> results = service(index).render(source("a", "film"), THREE, RenditionListener.NONE);

        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.ENCODED, Outcome.FAILED, Outcome.ENCODED);
        assertThat(index.failures().find(key("film", SMALL))).isPresent();
        assertThat(index.locations().find(key("film", MP4))).isPresent();
    }

    @Test
    void eachIsReportedOnceAfterAllAttemptsAndTheEndOfItsLease() {
        Profile wave = CATALOG.find("waveform").orElseThrow();
        String text = "hissing film";
        render(service(index), source("a", text), POSTER);
        transcoder.fails("mp4-480p");
        List<String> finished = new ArrayList<>();
        service(index).render(source("a", text), List.of(MP4, SMALL, POSTER, SOUND, wave), new RenditionListener() {
            @Override
            public void finished(RenditionResult result) {
                finished.add(result.profile().name() + " " + result.outcome().word());
                Optional<Lease> free = index.leases()
                        .tryLease(new RenditionKey(contentOf(text), result.profile()), Duration.ofMinutes(1));
                assertThat(free).isPresent();
                index.leases().release(free.get());
            }
        });

        assertThat(finished)
                .containsExactlyInAnyOrder(
                        "poster hit", "audio-mp3 encoded", "waveform encoded", "mp4-480p failed", "mp4-720p encoded");
    }

    @Test
    void renditionOfAnotherWorkerIsWaitedForLast() {
        Lease other =
                index.leases().tryLease(key("film", MP4), Duration.ofHours(1)).orElseThrow();
        RenditionService service = service(index, time -> {
            assertThat(index.locations().find(key("film", SMALL))).isPresent();
            index.leases().release(other);
        });
        List<String> finished = new ArrayList<>();
        List<RenditionResult> results = service.render(source("a", "film"), THREE, new RenditionListener() {
            @Override
            public void finished(RenditionResult result) {
                finished.add(result.profile().name());
            }
        });

        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.ENCODED);
        assertThat(finished).containsExactly("poster", "mp4-480p", "mp4-720p");
        assertThat(transcoder.batches()).containsExactly(Set.of("poster"), Set.of("mp4-480p"), Set.of("mp4-720p"));
    }

    @Test
    void requestsInOppositeOrderDoNotDeadlock() throws Exception {
        List<Profile> backwards = new ArrayList<>(THREE);
        Collections.reverse(backwards);
        RenditionService one = service(index);
        RenditionService other = service(index);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 20; i++) {
                String text = "film " + i;
                Future<List<RenditionResult>> first =
                        threads.submit(() -> one.render(source("one", text), THREE, RenditionListener.NONE));
                Future<List<RenditionResult>> second =
                        threads.submit(() -> other.render(source("other", text), backwards, RenditionListener.NONE));
                assertThat(first.get(20, TimeUnit.SECONDS))
                        .extracting(RenditionResult::location)
                        .doesNotContain(Optional.empty());
                assertThat(second.get(20, TimeUnit.SECONDS))
                        .extracting(RenditionResult::location)
                        .doesNotContain(Optional.empty());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(transcoder.encodes()).isEqualTo(60);
    }

    @Test
    void cancellationReleasesAllLeases() {
        transcoder.whileEncoding(() -> {
            throw new CancellationException("cancelled");
        });
        RenditionService service = service(index);

        assertThatThrownBy(() -> service.render(source("a", "film"), THREE, RenditionListener.NONE))
                .isInstanceOf(CancellationException.class);
        assertThat(THREE)
                .allSatisfy(profile -> assertThat(index.leases().tryLease(key("film", profile), Duration.ofSeconds(1)))
                        .isPresent());
    }

    private static RenditionKey key(String text, Profile profile) {
        return new RenditionKey(contentOf(text), profile.id());
    }
}
