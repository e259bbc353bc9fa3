package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Lease;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.RenditionLocations;
import dev.renditions.kind.Profile;
import dev.renditions.testing.CountingSource;
import dev.renditions.testing.UnavailableIndex;
import dev.renditions.testing.WatchedIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The index requests of a request, its waits for an index that hangs, and its metrics. */
final class IndexOutageTest extends ServiceScene {
    private static final List<Profile> SEVERAL =
            List.of(MP4, CATALOG.find("audio-mp3").orElseThrow(), POSTER);

    private final WatchedIndex watched = new WatchedIndex(index);

    @Test
    void hitOnAKnownObjectAsksTheIndexOnce() {
        RenditionService service = service(watched);
        render(service, object("film"), MP4);
        watched.takeCalls();
        assertThat(render(service, object("film"), MP4).outcome()).isEqualTo(Outcome.HIT);
        assertThat(watched.takeCalls()).containsExactly("locations.find");
    }

    @Test
    void contentHashOfAnObjectIsAskedForOnce() {
        render(service(index), object("film"), MP4);
        RenditionService service = service(watched);
        render(service, object("film"), MP4);
        assertThat(watched.takeCalls()).containsExactly("contentHashes.find", "locations.find");
        render(service, object("film"), MP4);
        assertThat(watched.takeCalls()).containsExactly("locations.find");
    }

    @Test
    void hitOfManyProfilesIsOneIndexRequest() {
        service(index).render(object("film"), SEVERAL, RenditionListener.NONE);
        RenditionService service = service(watched);
        assertThat(service.render(object("film"), SEVERAL, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.HIT);
        assertThat(watched.takeCalls()).containsExactly("contentHashes.find", "renditions.findAll");
    }

    @Test
    void failuresOfManyProfilesAreOneIndexRequest() {
        SEVERAL.forEach(profile -> index.failures()
                .record(
                        new RenditionKey(contentOf("film"), profile.id()),
                        new RecordedFailure("damaged", "no frame decodes"),
                        Duration.ofHours(1)));
        RenditionService service = service(watched);
        assertThat(service.render(source("a", "film"), SEVERAL, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.FAILED);
        assertThat(watched.takeCalls()).containsExactly("renditions.findAll");
    }

    @Test
    void indexThatAnswersForSomeKeysOnlyIsAskedForEveryKey() {
        service(index).render(source("a", "film"), SEVERAL, RenditionListener.NONE);
        ArtifactIndex half = new UnavailableIndex() {
            @Override
            public RenditionLocations locations() {
                return new OneProfile(MP4.id(), index.locations());
            }
        };
        assertThat(service(half).render(source("a", "film"), SEVERAL, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.HIT, Outcome.STORED, Outcome.STORED);
    }

    /** Answers for one profile only. */
    private record OneProfile(ProfileId profile, RenditionLocations locations) implements RenditionLocations {
        @Override
        public Optional<RenditionLocation> find(RenditionKey key) {
            if (key.profile().equals(profile)) {
                return locations.find(key);
            }
            throw UnavailableIndex.noAnswer();
        }

        @Override
        public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
            throw UnavailableIndex.noAnswer();
        }

        @Override
        public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
            throw UnavailableIndex.noAnswer();
        }
    }

    @Test
    void requestAsksNoMoreAfterATimeout() {
        service(index).render(source("a", "film"), SEVERAL, RenditionListener.NONE);
        RenditionService service = service(watched);
        watched.hang(true);
        for (int request = 0; request < 3; request++) {
            assertThat(service.render(source("a", "film"), SEVERAL, RenditionListener.NONE))
                    .extracting(RenditionResult::outcome)
                    .containsOnly(Outcome.STORED);
            assertThat(watched.takeCalls()).as("request %d", request).containsExactly("renditions.findAll");
        }
    }

    @Test
    void requestThatEncodesWaitsOnceMoreForALease() {
        watched.hang(true);
        assertThat(service(watched).render(source("a", "film"), SEVERAL, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.ENCODED);
        assertThat(watched.takeCalls()).containsExactly("renditions.findAll", "leases.tryLease");
    }

    @Test
    void encodeOfMoreThanASecondAsksAgain() {
        watched.hang(true);
        transcoder.whileEncoding(() -> {
            Awaitility.await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
            watched.hang(false);
        });
        render(service(watched), source("a", "film"), MP4);
        // In between the worker asks for the lease again, as every holder without a lease does.
        assertThat(watched.takeCalls())
                .startsWith("locations.find", "leases.tryLease")
                .endsWith("locations.record");
        assertThat(index.locations().find(new RenditionKey(contentOf("film"), MP4.id())))
                .isPresent();
    }

    @Test
    void leaseIsReleasedAlthoughTheIndexHungMeanwhile() {
        RenditionService service = service(watched);
        watched.hangAfter("leases.tryLease");
        render(service, source("a", "film"), MP4);
        assertThat(watched.takeCalls()).containsSubsequence("leases.tryLease", "locations.find", "renditions.publish");
    }

    @Test
    void failedLookupIsNotAMiss() {
        RenditionService alone = service(new UnavailableIndex());
        render(alone, source("a", "film"), MP4);
        render(alone, source("a", "film"), MP4);
        assertThat(alone.counts())
                .isEqualTo(Map.of("mp4-720p", Map.of(LookupMetric.ERROR, 2L, LookupMetric.TRACK_ENCODED, 2L)));
    }

    @Test
    void skippedLookupCountsAsATimeout() {
        watched.hang(true);
        RenditionService service = service(watched);
        service.render(object("film"), List.of(MP4, POSTER), RenditionListener.NONE);
        assertThat(service.counts())
                .isEqualTo(Map.of(
                        "-", Map.of(LookupMetric.TIMEOUT, 1L),
                        "mp4-720p", Map.of(LookupMetric.TIMEOUT, 1L, LookupMetric.TRACK_ENCODED, 2L),
                        "poster", Map.of(LookupMetric.TIMEOUT, 1L)));
    }

    @Test
    void lookupsOfAWaiterAreNotCounted() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        Lease other = index.leases().tryLease(key, Duration.ofHours(1)).orElseThrow();
        RenditionService otherWorker = service(new UnavailableIndex());
        AtomicInteger pauses = new AtomicInteger();
        RenditionService service = service(index, time -> {
            if (pauses.incrementAndGet() == 3) {
                RenditionLocation made =
                        render(otherWorker, source("o", "film"), MP4).location().orElseThrow();
                index.renditions().publish(other, made, Duration.ofDays(1));
            }
        });
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.COALESCED);
        assertThat(service.counts())
                .isEqualTo(Map.of("mp4-720p", Map.of(LookupMetric.MISS, 1L, LookupMetric.COALESCED, 1L)));
    }

    private Source object(String text) {
        return new CountingSource(source("object", text), "v1", Optional.empty());
    }
}
