package dev.renditions.service;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.MovableClock;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.TrackLocations;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.image.ImageSettings;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.IndexRebuild.Report;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.ManyRenditions;
import dev.renditions.testing.SampleRendition;
import dev.renditions.testing.UnavailableIndex;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class IndexRebuildTest {
    private static final ImageProfile POSTER =
            new ImageProfile("poster", "", Duration.ofDays(2), new ImageSettings("jpeg", 1280, 3, 50));
    private static final ProfileCatalog CATALOG = ProfileCatalog.of(List.of(POSTER));

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final MemoryIndex index = MemoryIndex.of(1000, clock);
    private final AtomicInteger pauses = new AtomicInteger();
    private final List<String> unreadable = new ArrayList<>();
    private Report last = new Report(0, 0, 0, 0, 0, Optional.empty());

    @Test
    void emptyStoreMakesAnEmptyIndex() {
        Report report = rebuild(store(), index.locations());

        assertThat(report).isEqualTo(new Report(0, 0, 0, 0, 0, Optional.empty()));
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void everyRenditionOfTheStoreIsRecorded() {
        List<StoredRendition> stored = publish(40);

        Report report = rebuild(store(), index.locations());

        assertThat(report).isEqualTo(new Report(40, 0, 0, 0, 0, Optional.empty()));
        assertThat(last).as("the last report to the listener").isEqualTo(report);
        assertThat(stored)
                .allSatisfy(each -> assertThat(
                                index.locations().find(each.manifest().key()))
                        .contains(each.location()));
    }

    @Test
    void existingEntriesStayUnchanged() {
        List<StoredRendition> stored = publish(3);
        RenditionKey known = stored.get(1).manifest().key();
        RenditionLocation theirs = stored.get(0).location();
        index.locations().record(known, theirs, Duration.ofDays(1));

        Report report = rebuild(store(), index.locations());

        assertThat(report).isEqualTo(new Report(2, 1, 0, 0, 0, Optional.empty()));
        assertThat(index.locations().find(known)).contains(theirs);
        assertThat(rebuild(store(), index.locations())).isEqualTo(new Report(0, 3, 0, 0, 0, Optional.empty()));
    }

    @Test
    void unreadableManifestIsReportedAndSkipped() throws IOException {
        List<StoredRendition> stored = publish(3);
        RenditionKey damaged = stored.get(1).manifest().key();
        Files.writeString(folder.resolve("store").resolve(RenditionLayout.manifest(damaged)), "{");

        Report report = rebuild(store(), index.locations());

        assertThat(report).isEqualTo(new Report(2, 0, 0, 1, 0, Optional.empty()));
        assertThat(report.isWhole()).isFalse();
        assertThat(unreadable).singleElement().asString().contains(RenditionLayout.manifest(damaged));
    }

    @Test
    void entriesLiveNearlyAsLongAsTheirProfileSays() {
        RenditionKey poster = publish(key("film", POSTER.id())).manifest().key();
        RenditionKey older = publish(key("film", new ProfileId("poster", "0123456789ab")))
                .manifest()
                .key();
        RenditionKey unknown = publish(key("film", KEY.profile())).manifest().key();
        rebuild(store(), index.locations());

        clock.move(Duration.ofHours(43));
        assertThat(List.of(poster, older, unknown))
                .allSatisfy(key -> assertThat(index.locations().find(key)).isPresent());
        clock.move(Duration.ofHours(6));
        assertThat(index.locations().find(poster)).isEmpty();
        assertThat(index.locations().find(older))
                .as("other settings, the same name")
                .isEmpty();
        clock.move(Duration.ofDays(24));
        assertThat(index.locations().find(unknown)).isPresent();
        clock.move(Duration.ofDays(4));
        assertThat(index.locations().find(unknown)).isEmpty();
    }

    @Test
    void unavailableIndexEndsTheRebuildWithItsError() {
        ManyRenditions store = new ManyRenditions(10_000);

        Report report = rebuild(store, UnavailableIndex.unavailable(RenditionLocations.class));

        assertThat(report.outage()).contains("the index is unavailable");
        assertThat(report.isWhole()).isFalse();
        assertThat(report.recorded()).isZero();
        assertThat(report.unanswered()).as("the renditions in flight").isBetween(1L, 6L);
        assertThat(pauses.get()).as("waits before it gave up").isGreaterThanOrEqualTo(39);
    }

    @Test
    void failedIndexRequestsAreRetried() {
        ManyRenditions store = new ManyRenditions(1000);
        Map<RenditionKey, Integer> asked = new ConcurrentHashMap<>();

        Report report = rebuild(store, (EmptyLocations) (key, location, ttl) -> {
            if (asked.merge(key, 1, Integer::sum) == 10) {
                return true;
            }
            throw UnavailableIndex.noAnswer();
        });

        assertThat(report).isEqualTo(new Report(1000, 0, 0, 0, 0, Optional.empty()));
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void hundredThousandRenditionsAreNeverInMemoryTogether() {
        ManyRenditions store = new ManyRenditions(100_000);

        Report report = rebuild(store, MemoryIndex.of(10, Clock.systemUTC()).locations());

        assertThat(report).isEqualTo(new Report(100_000, 0, 0, 0, 0, Optional.empty()));
        assertThat(store.mostWaiting()).isLessThanOrEqualTo(2 + 16 + 1);
        assertThat(store.closed()).isTrue();
    }

    @Test
    void renditionThatTheIndexCannotStoreIsNotCountedAsKnown() {
        StoredRendition stored = publish(1).get(0);
        RenditionLocation tooLong =
                new RenditionLocation(URI.create("file:///" + "x".repeat(5000)), "video/mp4", 1, Duration.ZERO);
        assertThat(EntryCodec.encode(tooLong)).isEmpty();
        ObjectStore store = new ManyRenditions(2, new StoredRendition(stored.manifest(), tooLong));

        Report report = rebuild(store, (EmptyLocations) (key, location, ttl) -> false);

        assertThat(report).isEqualTo(new Report(0, 0, 2, 0, 0, Optional.empty()));
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void storeThatCannotBeListedIsAnError() throws IOException {
        Path loop = Files.createDirectories(folder.resolve("store")).resolve("00");
        Files.createSymbolicLink(loop, loop);

        assertThatThrownBy(() -> rebuild(store(), index.locations())).isInstanceOf(StoreException.class);
    }

    @Test
    void unexpectedErrorEndsTheRebuild() {
        ManyRenditions store = new ManyRenditions(10_000);

        assertThatThrownBy(() -> rebuild(store, (EmptyLocations) (key, location, ttl) -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a mistake");
        assertThat(store.found()).isLessThan(100);
    }

    @Test
    void errorOfAListenerEndsTheRebuild() {
        Timing timing = new Timing(clock, time -> {}, new Random(1));
        IndexRebuild rebuild =
                new IndexRebuild(new ManyRenditions(10_000), index.locations(), index.tracks(), CATALOG, timing);

        assertThatThrownBy(() -> rebuild.run(2, soFar -> {
                    throw new AssertionError("no such display");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no such display");
    }

    @Test
    void interruptStopsTheRebuildAndStaysSet() {
        ManyRenditions store = new ManyRenditions(10_000);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> rebuild(store, index.locations())).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.found()).isLessThan(100);
        assertThat(store.closed()).isTrue();
    }

    private Report rebuild(ObjectStore store, RenditionLocations into) {
        return rebuild(store, into, index.tracks());
    }

    private Report rebuild(ObjectStore store, RenditionLocations into, TrackLocations tracks) {
        last = new Report(0, 0, 0, 0, 0, Optional.empty());
        Timing timing = new Timing(clock, time -> pauses.incrementAndGet(), new Random(1));
        return new IndexRebuild(store, into, tracks, CATALOG, timing).run(2, new IndexRebuild.Listener() {
            @Override
            public void progressed(Report soFar) {
                assertThat(soFar.seen()).isEqualTo(last.seen() + 1);
                last = soFar;
            }

            @Override
            public void unreadable(RenditionKey key, StoreException why) {
                unreadable.add(why.getMessage());
            }
        });
    }

    /** Finds nothing. A test implements the recording. */
    private interface EmptyLocations extends RenditionLocations {
        @Override
        default Optional<RenditionLocation> find(RenditionKey key) {
            return Optional.empty();
        }

        @Override
        default void record(RenditionKey key, RenditionLocation location, Duration ttl) {
            throw UnavailableIndex.noAnswer();
        }
    }

    private ObjectStore store() {
        return new DirectoryStore(folder.resolve("store"));
    }

    private List<StoredRendition> publish(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publish(key("film " + i, KEY.profile())))
                .toList();
    }

    private StoredRendition publish(RenditionKey key) {
        SampleRendition sample = SampleRendition.of(key, "of " + key, folder);
        return store().publish(sample.manifest(), sample.folder()).rendition();
    }

    private static RenditionKey key(String content, ProfileId profile) {
        return new RenditionKey(ContentHash.of(content.getBytes(StandardCharsets.UTF_8)), profile);
    }
}
