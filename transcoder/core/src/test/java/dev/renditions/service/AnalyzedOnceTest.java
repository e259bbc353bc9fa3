package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.api.SpooledSource;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.files.Deletion;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.service.analysis.KnownAnalyses;
import dev.renditions.testing.CountingSource;
import dev.renditions.testing.UnavailableIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A content is analyzed once, for all profiles, requests and processes. */
final class AnalyzedOnceTest extends ServiceScene {
    private static final Profile SOUND = CATALOG.find("audio-mp3").orElseThrow();

    private CountingSource film() {
        return new CountingSource(source("a", "film"), "v1", Optional.of(contentOf("film")));
    }

    /** Removes all renditions, and keeps the analyses. */
    private void evictRenditions() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"), 3)) {
            for (Path each : files.filter(path -> path.getFileName().toString().contains("-"))
                    .toList()) {
                Deletion.delete(each);
            }
        }
        List.of(MP4, POSTER, SOUND)
                .forEach(profile -> index.renditions().evict(new RenditionKey(contentOf("film"), profile.id())));
    }

    private List<Path> analyses() throws IOException {
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.exists(store) ? Files.walk(store) : Stream.empty()) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().endsWith("analyses"))
                    .toList();
        }
    }

    @Test
    void secondProfileProbesNothing() {
        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service(index), film(), POSTER).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service(MemoryIndex.create()), film(), SOUND).outcome())
                .as("from the store")
                .isEqualTo(Outcome.ENCODED);
        assertThat(render(
                                service(new UnavailableIndex()),
                                source("b", "film"),
                                CATALOG.find("mp4-480p").orElseThrow())
                        .outcome())
                .as("of unknown content, without an index")
                .isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.probes()).isEqualTo(1);
    }

    @Test
    void evictedRenditionsArePlannedWithoutReadingTheSource() throws IOException {
        List<Profile> profiles = List.of(MP4, POSTER, SOUND);
        service(index).render(film(), profiles, RenditionListener.NONE);
        evictRenditions();
        CountingSource again = film();
        assertThat(service(index).preview(again, profiles))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.PLANNED);
        assertThat(again.reads()).isZero();
        assertThat(service(index).render(again, profiles, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.ENCODED);
        assertThat(again.reads()).isEqualTo(1);
        assertThat(transcoder.probes()).isEqualTo(1);
    }

    @Test
    void profileThatDoesNotApplyIsAnsweredWithoutReadingTheSource() {
        Source first = new CountingSource(source("a", "sound alone"), "v1", Optional.of(contentOf("sound alone")));
        render(service(index), first, SOUND);
        CountingSource again =
                new CountingSource(source("a", "sound alone"), "v1", Optional.of(contentOf("sound alone")));
        RenditionResult result = render(service(index), again, MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(result.content()).contains(contentOf("sound alone"));
        assertThat(again.reads()).isZero();
    }

    /** The index says that the source has a content that is analyzed, but the source was overwritten meanwhile. */
    @Test
    void sourceWithAnotherContentThanKnownIsPlannedAgain() {
        render(service(index), new CountingSource(source("a", "sound alone"), "v1", Optional.empty()), SOUND);
        CountingSource overwritten = new CountingSource(source("b", "film"), "v2", Optional.empty());
        index.contentHashes().record(overwritten.version().orElseThrow(), contentOf("sound alone"), Duration.ofDays(1));
        Profile aac = CATALOG.find("audio-aac").orElseThrow();
        List<RenditionResult> results = service(index).render(overwritten, List.of(aac, SOUND), RenditionListener.NONE);
        assertThat(results.get(0).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(results.get(0).content()).contains(contentOf("film"));
        assertThat(results.get(1).outcome()).as("found under the known hash").isEqualTo(Outcome.HIT);
        assertThat(overwritten.reads()).isEqualTo(1);
        assertThat(transcoder.probes()).isEqualTo(2);
        assertThat(index.contentHashes().find(overwritten.version().orElseThrow()))
                .contains(contentOf("film"));
        assertThat(render(service(index), overwritten, MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.probes()).isEqualTo(2);
    }

    @Test
    void unreadableSourceFailsWhenItIsEncodedAndNotBefore() throws IOException {
        render(service(index), film(), MP4);
        evictRenditions();
        CountingSource gone = film();
        Files.delete(folder.resolve("a"));
        assertThat(service(index).preview(gone, List.of(MP4)).get(0).outcome()).isEqualTo(Outcome.PLANNED);
        List<RenditionResult> results = service(index).render(gone, List.of(MP4, POSTER), RenditionListener.NONE);
        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.FAILED);
        assertThat(results).extracting(RenditionResult::reason).allMatch(reason -> reason.contains("does not exist"));
        assertThat(index.failures().find(new RenditionKey(contentOf("film"), MP4.id())))
                .isEmpty();
    }

    /** As when it is read; the size of an object is known before. */
    @Test
    void sourceThatIsTooLargeIsRefusedBeforeItIsPlanned() {
        render(service(index), film(), MP4);
        Source large = new Source() {
            @Override
            public String name() {
                return "large";
            }

            @Override
            public Optional<SourceVersion> version() {
                return film().version();
            }

            @Override
            public OptionalLong bytes() {
                return OptionalLong.of(Long.MAX_VALUE);
            }

            @Override
            public SpooledSource spool(Path into) {
                throw new AssertionError("read");
            }
        };
        RenditionResult result = service(index).preview(large, List.of(POSTER)).get(0);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("RENDITIONS_MAX_SOURCE_SIZE");
    }

    @Test
    void previewOfANewSourceWritesNothingToTheStore() throws IOException {
        assertThat(service(index).preview(film(), List.of(MP4)).get(0).outcome())
                .isEqualTo(Outcome.PLANNED);
        assertThat(folder.resolve("store")).doesNotExist();
        CountingSource again = film();
        assertThat(service(index).preview(again, List.of(MP4)).get(0).outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(again.reads()).isZero();
        assertThat(transcoder.probes()).isEqualTo(1);
    }

    @Test
    void sourceThatChangesWhileItIsProbedIsNotRecorded() throws IOException {
        transcoder.whileProbing(() -> append(folder.resolve("a"), " and more"));
        RenditionResult result = render(service(index), source("a", "film"), MP4);
        transcoder.whileProbing(() -> {});
        assertThat(result.worthRetrying()).as(result.reason()).isTrue();
        assertThat(analyses()).isEmpty();
        for (AnalysisKey key : KnownAnalyses.keys(contentOf("film"))) {
            assertThat(index.analyses().find(key)).isEmpty();
        }
        assertThat(render(service(index), source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.probes()).isEqualTo(2);
    }

    @Test
    void failedProbeIsNotRecorded() throws IOException {
        render(service(index), source("a", "noise"), MP4);
        assertThat(analyses()).isEmpty();
    }

    @Test
    void otherEngineAnalyzesAgain() {
        render(service(index), film(), MP4);
        transcoder.upgrade("fake 2.0");
        render(service(index), film(), POSTER);
        assertThat(transcoder.probes()).isEqualTo(2);
        render(service(index), film(), SOUND);
        assertThat(transcoder.probes()).as("recorded again").isEqualTo(2);
    }

    @Test
    void damageIsExaminedOnceAlthoughTheIndexIsLost() throws IOException {
        render(service(index), source("a", "scratched film"), MP4);
        int examined = transcoder.examinations();
        assertThat(examined).isEqualTo(1);
        RenditionResult another = render(
                service(MemoryIndex.create()),
                source("b", "scratched film"),
                CATALOG.find("mp4-480p").orElseThrow());
        assertThat(another.location().orElseThrow().warnings()).isNotEmpty();
        assertThat(transcoder.examinations()).isEqualTo(1);
        assertThat(analyses())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .contains("condition-3.json");
    }

    @Test
    void storeThatCannotKeepAnalysesMakesRenditionsAllTheSame() throws IOException {
        DirectoryStore store = new DirectoryStore(folder.resolve("store"));
        String hash = contentOf("film").hex();
        Path place = folder.resolve("store")
                .resolve(hash.substring(0, 2))
                .resolve(hash)
                .resolve("analyses");
        Files.createDirectories(place.getParent());
        Files.writeString(place, "in the way");
        RenditionResult result = render(service(store, VERIFIED), film(), MP4);
        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service(store, VERIFIED), film(), POSTER).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.probes()).as("the index has it").isEqualTo(1);
    }
}
