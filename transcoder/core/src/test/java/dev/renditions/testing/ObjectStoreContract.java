package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every {@link ObjectStore}. */
public interface ObjectStoreContract
        extends StoreKeysContract,
                StoreDamageContract,
                StoreInspectionContract,
                StoreTracksContract,
                AnalysisStoreContract,
                SegmentStoreContract {
    @Test
    default void unpublishedRenditionIsAbsent() {
        assertThat(store().find(KEY)).isEmpty();
    }

    @Test
    default void publishedRenditionIsFound(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);

        Publication published = publish(sample);

        assertThat(published.ours()).isTrue();
        assertThat(published.rendition().manifest()).isEqualTo(sample.manifest());
        assertThat(store().find(KEY)).contains(published.rendition());
        RenditionLocation location = published.rendition().location();
        assertThat(location.mediaType()).isEqualTo("video/mp4");
        assertThat(location.bytes()).isEqualTo(5);
        assertThat(location.encodeTime()).isEqualTo(sample.manifest().encodeTime());
        String main = RenditionLayout.file(sample.manifest(), sample.manifest().main());
        assertThat(location.uri().toString()).endsWith("/" + main);
        assertThat(files().read(main)).isEqualTo("first".getBytes(UTF_8));
        assertThat(files().list()).isEqualTo(OpenStore.pathsOf(sample.manifest()));
    }

    @Test
    default void filesOfARenditionAreRead(@TempDir Path scratch) {
        StoredRendition stored =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();
        RenditionFile notes = stored.file("extra/notes_1.txt").orElseThrow();

        assertThat(store().read(stored, stored.manifest().main())).isEqualTo("first".getBytes(UTF_8));
        assertThat(store().read(stored, notes)).isEqualTo("notes on it".getBytes(UTF_8));
        assertThat(stored.uri(stored.manifest().main()))
                .isEqualTo(stored.location().uri());
        assertThat(stored.uri(notes).toString())
                .isEqualTo(stored.location().uri().toString().replace("video.mp4", "extra/notes_1.txt"));
        assertThat(stored.file("none")).isEmpty();
    }

    @Test
    default void publishingKeepsTheFilesOfItsCaller(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);

        publish(sample);

        assertThat(sample.folder().resolve("video.mp4")).hasContent("first");
    }

    @Test
    default void secondPublisherGetsTheFirstRendition(@TempDir Path scratch) {
        StoredRendition first =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition();

        Publication second = publish(SampleRendition.of(KEY, "second", scratch));

        assertThat(second.ours()).isFalse();
        assertThat(second.rendition()).isEqualTo(first);
        assertThat(store().find(KEY)).contains(first);
        assertThat(files().list()).isEqualTo(OpenStore.pathsOf(first.manifest()));
    }

    @Test
    default void sameBytesPublishedTwiceAreOneRendition(@TempDir Path scratch) {
        StoredRendition first =
                publish(SampleRendition.of(KEY, "same", scratch)).rendition();
        SampleRendition later = SampleRendition.of(KEY, "same", scratch, Instant.parse("2026-04-01T00:00:00Z"));

        Publication second = publish(later);

        assertThat(second.ours()).isFalse();
        assertThat(second.repaired()).isFalse();
        assertThat(second.rendition()).isEqualTo(first);
        assertThat(files().list()).isEqualTo(OpenStore.pathsOf(first.manifest()));
        assertThat(store().holds(KEY, first.location())).isTrue();
    }

    @Test
    default void publisherRecognizesItsOwnManifest(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        Publication first = publish(sample);

        assertThat(publish(sample)).isEqualTo(first);
    }

    @Test
    default void profilesOfOneContentAreSeparateRenditions(@TempDir Path scratch) {
        RenditionKey other = new RenditionKey(KEY.content(), new ProfileId("mp4-360p", "ba9876543210"));
        StoredRendition one = publish(SampleRendition.of(KEY, "same", scratch)).rendition();
        assertThat(store().find(other)).isEmpty();

        StoredRendition two =
                publish(SampleRendition.of(other, "same", scratch)).rendition();

        assertThat(store().find(KEY)).contains(one);
        assertThat(store().find(other)).contains(two);
        assertThat(two.location().uri()).isNotEqualTo(one.location().uri());
    }

    @Test
    default void filesWithoutManifestAreNotARendition(@TempDir Path scratch) {
        Manifest manifest = SampleRendition.of(KEY, "orphan", scratch).manifest();
        files().write(RenditionLayout.file(manifest, manifest.main()), "orphan".getBytes(UTF_8));

        assertThat(store().find(KEY)).isEmpty();
    }

    @Test
    default void holdsComparesSizes(@TempDir Path scratch) {
        RenditionLocation there =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition().location();

        assertThat(store().holds(KEY, there)).isTrue();
        assertThat(store().holds(KEY, moved(there, there.uri(), there.bytes() + 1)))
                .isFalse();
        assertThat(store().holds(KEY, moved(there, URI.create(there.uri() + "x"), there.bytes())))
                .isFalse();
        files().delete(RenditionLayout.file(
                SampleRendition.of(KEY, "first", scratch).manifest(),
                SampleRendition.of(KEY, "first", scratch).manifest().main()));
        assertThat(store().holds(KEY, there)).isFalse();
    }

    @Test
    default void holdsNothingOutsideTheStore(@TempDir Path scratch) throws IOException {
        Path outside = Files.writeString(scratch.resolve("video.mp4"), "first");
        RenditionLocation there =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition().location();

        for (String uri : List.of(outside.toUri().toString(), "s3://elsewhere/video.mp4", "https://example.org/a")) {
            assertThat(store().holds(KEY, moved(there, URI.create(uri), 5)))
                    .as(uri)
                    .isFalse();
        }
    }

    @Test
    @Timeout(120)
    default void concurrentPublishersLeaveOneManifestAndItsFilesWhole(@TempDir Path scratch) throws Exception {
        List<Publication> published = publishAtOnce(8, i -> SampleRendition.of(KEY, "by publisher " + i, scratch));

        assertThat(published).filteredOn(Publication::ours).hasSize(1);
        assertOneWholeRendition(published);
    }

    @Test
    @Timeout(120)
    default void concurrentPublishersOfTheSameBytesDeleteNothingOfEachOther(@TempDir Path scratch) throws Exception {
        List<Publication> published = publishAtOnce(8, i -> SampleRendition.of(KEY, "of kind " + i % 2, scratch));

        assertOneWholeRendition(published);
    }

    private List<Publication> publishAtOnce(int publishers, IntFunction<SampleRendition> sample) throws Exception {
        CyclicBarrier start = new CyclicBarrier(publishers);
        List<Callable<Publication>> work = IntStream.range(0, publishers)
                .mapToObj(sample)
                .map(each -> (Callable<Publication>) () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return publish(each);
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(publishers);
        try {
            List<Publication> published = new ArrayList<>();
            for (Future<Publication> each : threads.invokeAll(work, 100, TimeUnit.SECONDS)) {
                published.add(each.get());
            }
            return published;
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertOneWholeRendition(List<Publication> published) {
        StoredRendition winner = store().find(KEY).orElseThrow();
        Manifest manifest = winner.manifest();
        assertThat(published).extracting(Publication::rendition).containsOnly(winner);
        assertThat(files().list()).isEqualTo(OpenStore.pathsOf(manifest));
        assertThat(manifest.files())
                .allSatisfy(file -> assertThat(ContentHash.of(files().read(RenditionLayout.file(manifest, file))))
                        .isEqualTo(file.sha256()));
    }

    @Test
    default void holdsNothingOfAnotherRenditionOrStore(@TempDir Path scratch) throws IOException {
        RenditionLocation ours =
                publish(SampleRendition.of(KEY, "first", scratch)).rendition().location();
        Path upload = Files.writeString(scratch.resolve("upload.mp4"), "first");

        assertThat(store().holds(KEY, ours)).isTrue();
        RenditionKey other = new RenditionKey(KEY.content(), new ProfileId("poster", "0123456789ab"));
        assertThat(store().holds(other, ours))
                .as("the file of another rendition")
                .isFalse();
        for (URI elsewhere : List.of(
                upload.toUri(),
                URI.create("s3://elsewhere" + ours.uri().getRawPath()),
                URI.create("https://example.org" + ours.uri().getRawPath()))) {
            assertThat(store().holds(KEY, new RenditionLocation(elsewhere, "video/mp4", 5, Duration.ZERO)))
                    .as(elsewhere.toString())
                    .isFalse();
        }
    }

    @Test
    default void closingTwiceIsAllowed() {
        ObjectStore store = store();

        store.close();
        store.close();
    }

    private static RenditionLocation moved(RenditionLocation from, URI uri, long bytes) {
        return new RenditionLocation(uri, from.mediaType(), bytes, from.encodeTime());
    }
}
