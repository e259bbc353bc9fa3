package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.testing.CountingSource;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.UnavailableIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Remembered sources, renditions and failures, and when they are not trusted. */
final class RememberedTest extends ServiceScene {
    @Test
    void entryWithoutItsFileIsReplacedByOneEncode() throws IOException {
        RenditionResult first = render(service(index), source("a", "film"), MP4);
        Files.delete(Path.of(first.location().orElseThrow().uri()));
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.HIT);
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void entryOfAnotherRenditionIsNotAHit() {
        RenditionResult other = render(service(index), source("o", "other film"), MP4);
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        index.locations().record(key, other.location().orElseThrow(), Duration.ofDays(1));
        RenditionResult result = render(service(index), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(result.location()).isNotEqualTo(other.location());
    }

    @Test
    void permanentFailureIsRememberedAndNotTriedAgain() {
        RenditionResult first = render(service(index), source("a", "broken film"), MP4);
        RenditionResult second = render(service(index), source("b", "broken film"), MP4);
        assertThat(second.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(second.reason()).startsWith(first.reason()).contains("recorded before");
        assertThat(second.worthRetrying()).isFalse();
        assertThat(transcoder.encodes()).isEqualTo(1);
        assertThat(index.renditions().evict(new RenditionKey(contentOf("broken film"), MP4.id())))
                .isTrue();
        render(service(index), source("b", "broken film"), MP4);
        assertThat(transcoder.encodes()).isEqualTo(2);
    }

    @Test
    void transientFailureIsNotRemembered() {
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.ENGINE, "the disk is full");
        });
        assertThat(render(service(index), source("a", "film"), MP4).worthRetrying())
                .isTrue();
        transcoder.whileEncoding(() -> {});
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @ParameterizedTest
    @EnumSource(MediaException.Kind.class)
    void failureOfTheMachineIsNotRemembered(MediaException.Kind kind) {
        transcoder.whileEncoding(() -> {
            throw new MediaException(kind, "it failed");
        });
        render(service(index), source("a", "film"), MP4);
        boolean machine = EnumSet.of(MediaException.Kind.TIME, MediaException.Kind.ENGINE, MediaException.Kind.MACHINE)
                .contains(kind);
        assertThat(index.failures()
                        .find(new RenditionKey(contentOf("film"), MP4.id()))
                        .isEmpty())
                .isEqualTo(machine);
    }

    @Test
    void failureOfASourceThatChangedMeanwhileIsNotRemembered() {
        for (MediaException.Kind kind : MediaException.Kind.values()) {
            Source source = source("a", "film");
            transcoder.whileEncoding(() -> {
                append(folder.resolve("a"), " and more");
                throw new MediaException(kind, "it failed");
            });
            RenditionResult result = render(service(index), source, MP4);
            assertThat(result.worthRetrying() || kind == MediaException.Kind.MACHINE)
                    .as(kind + ": " + result.reason())
                    .isTrue();
            assertThat(index.failures().find(new RenditionKey(contentOf("film"), MP4.id())))
                    .isEmpty();
        }
        transcoder.whileEncoding(() -> {});
        assertThat(render(service(index), source("b", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @Test
    void failureNamesItsEngineAndTime() {
        render(service(index), source("a", "broken film"), MP4);
        RecordedFailure failure = index.failures()
                .find(new RenditionKey(contentOf("broken film"), MP4.id()))
                .orElseThrow();
        assertThat(failure.reason())
                .contains("(" + transcoder.engine() + ", 20")
                .endsWith("Z)");
    }

    @Test
    void failureIsRetriedOnRequest() {
        render(service(index), source("a", "broken film"), MP4);
        int first = transcoder.encodes();
        RenditionResult again = retry(source("a", "broken film"));
        assertThat(again.reason()).doesNotContain("recorded before");
        assertThat(transcoder.encodes()).isGreaterThan(first);
        assertThat(render(service(index), source("b", "broken film"), MP4).reason())
                .as("recorded again")
                .contains("recorded before");
    }

    @Test
    void retryThatSucceedsReplacesTheFailure() {
        RenditionKey key = new RenditionKey(contentOf("film"), MP4.id());
        index.failures().record(key, new RecordedFailure("damaged", "an older ffmpeg could not"), Duration.ofHours(1));
        assertThat(service(index).preview(source("a", "film"), List.of(MP4), FailurePolicy.RETRY))
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.PLANNED);
        assertThat(index.failures().find(key)).as("after a preview").isPresent();
        assertThat(retry(source("a", "film")).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(index.failures().find(key)).isEmpty();
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.HIT);
        assertThat(retry(source("a", "film")).outcome()).as("nothing failed").isEqualTo(Outcome.HIT);
    }

    private RenditionResult retry(Source source) {
        return service(index)
                .render(source, List.of(MP4), RenditionListener.NONE, Instant.MAX, FailurePolicy.RETRY)
                .get(0);
    }

    @Test
    void timeoutIsNotRemembered() {
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.TIME, "it did not finish within 30 seconds");
        });
        assertThat(render(service(index), source("a", "film"), MP4).worthRetrying())
                .isTrue();
        assertThat(index.failures().find(new RenditionKey(contentOf("film"), MP4.id())))
                .isEmpty();
    }

    @Test
    void failureUnderAnotherFingerprintDoesNotCount() {
        ProfileId older = new ProfileId(MP4.name(), "0123456789ab");
        index.failures()
                .record(
                        new RenditionKey(contentOf("film"), older),
                        new RecordedFailure("damaged", "an older pipeline could not"),
                        Duration.ofHours(1));
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @Test
    void failureThatTheStoreContradictsDoesNotCount() {
        RenditionResult made = render(service(index), source("a", "film"), MP4);
        MemoryIndex partly = MemoryIndex.create();
        partly.failures()
                .record(
                        new RenditionKey(contentOf("film"), MP4.id()),
                        new RecordedFailure("damaged", "an older ffmpeg could not"),
                        Duration.ofHours(1));
        RenditionResult result = render(service(partly), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.STORED);
        assertThat(result.location()).isEqualTo(made.location());
    }

    @Test
    void knownObjectIsNotReadAgain() {
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
    void knownObjectIsNotReadAgainForProfilesThatDoNotApply() {
        Source first = new CountingSource(source("a", "sound alone"), "v1", Optional.empty());
        service(index).render(first, CATALOG.all(), RenditionListener.NONE);
        CountingSource again = new CountingSource(source("a", "sound alone"), "v1", Optional.empty());
        assertThat(service(index).render(again, CATALOG.all(), RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.NOT_APPLICABLE, Outcome.HIT);
        assertThat(again.reads()).isZero();
    }

    @Test
    void declaredHashSavesReading() {
        render(service(index), source("a", "film"), MP4);
        CountingSource declared = new CountingSource(source("b", "film"), "v7", Optional.of(contentOf("film")));
        assertThat(render(service(index), declared, MP4).outcome()).isEqualTo(Outcome.HIT);
        assertThat(declared.reads()).isZero();
    }

    @Test
    void wrongRememberedHashIsCorrectedBeforeTheEncode() {
        RenditionResult old = render(service(index), source("a", "film"), MP4);
        CountingSource changed = new CountingSource(source("b", "other film"), "v1", Optional.empty());
        index.contentHashes().record(changed.version().orElseThrow(), contentOf("gone film"), Duration.ofDays(1));
        RenditionResult result = render(service(index), changed, MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(result.content()).contains(contentOf("other film"));
        assertThat(result.location()).isNotEqualTo(old.location());
        assertThat(index.contentHashes().find(changed.version().orElseThrow())).contains(contentOf("other film"));
    }

    @Test
    void hitIsVerifiedOnceInAWhile() {
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
    void metricsAreCountedByProfile() throws IOException {
        RenditionService service = service(index);
        RenditionResult made = render(service, source("a", "film"), MP4);
        render(service, source("a", "film"), MP4);
        Files.delete(Path.of(made.location().orElseThrow().uri()));
        render(service, source("a", "film"), MP4);
        render(service, source("b", "broken film"), POSTER);
        render(service, source("b", "broken film"), POSTER);
        assertThat(service.counts())
                .containsOnlyKeys("mp4-720p", "poster")
                .containsEntry(
                        "mp4-720p",
                        Map.of(
                                LookupMetric.MISS,
                                2L,
                                LookupMetric.HIT,
                                1L,
                                LookupMetric.VERIFIED,
                                1L,
                                LookupMetric.STALE,
                                1L,
                                LookupMetric.TRACK_ENCODED,
                                4L))
                .containsEntry("poster", Map.of(LookupMetric.MISS, 1L, LookupMetric.NEGATIVE, 1L));
        RenditionService alone = service(new UnavailableIndex());
        render(alone, source("c", "third film"), MP4);
        assertThat(alone.counts())
                .isEqualTo(Map.of("mp4-720p", Map.of(LookupMetric.ERROR, 1L, LookupMetric.TRACK_ENCODED, 2L)));
    }

    @Test
    void failedProbeIsNotRepeatedForEachProfile() {
        List<RenditionResult> results =
                service(index).render(source("a", "noise"), CATALOG.all(), RenditionListener.NONE);
        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.FAILED);
        assertThat(transcoder.probes()).isEqualTo(1);
        CountingSource again = new CountingSource(source("a", "noise"), "v1", Optional.of(contentOf("noise")));
        assertThat(render(service(index), again, MP4).reason()).contains("this is not a media file");
        assertThat(again.reads()).isZero();
    }
}
