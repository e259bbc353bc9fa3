package dev.renditions.service;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.StoreException;
import dev.renditions.api.Timing;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.TrackLocations;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.CountingStore;
import dev.renditions.testing.SampleRendition;
import dev.renditions.testing.UnavailableIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tracks and pointers in a rebuild. */
@Timeout(60)
final class TrackRebuildTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RenditionTrack VIDEO =
            new RenditionTrack(new TrackId(TrackKind.VIDEO, "ab".repeat(32)), "video.mp4", Duration.ofSeconds(2));
    private static final RenditionTrack AUDIO =
            new RenditionTrack(new TrackId(TrackKind.AUDIO, "cd".repeat(32)), "video.mp4", Duration.ofSeconds(1));
    private static final TrackLocation HERE = new TrackLocation(KEY, "video.mp4");
    private static final RenditionKey OTHER = new RenditionKey(ContentHash.of(new byte[] {1}), KEY.profile());

    @TempDir
    private Path folder;

    private final MemoryIndex index = MemoryIndex.create();

    private DirectoryStore store() {
        return new DirectoryStore(folder.resolve("store"));
    }

    private void publish(RenditionKey key, RenditionTrack... tracks) {
        SampleRendition sample = SampleRendition.of(key, "of " + key, folder).with(tracks);
        store().publish(sample.manifest(), sample.folder());
    }

    private IndexRebuild.Report rebuild() {
        return rebuild(index.tracks());
    }

    private IndexRebuild.Report rebuild(TrackLocations tracks) {
        return rebuild(new CountingStore(store()), tracks);
    }

    private IndexRebuild.Report rebuild(CountingStore store, TrackLocations tracks) {
        Timing timing = new Timing(Clock.systemUTC(), time -> {}, new Random(1));
        return new IndexRebuild(store, index.locations(), tracks, ProfileCatalog.builtIn(), timing)
                .run(2, IndexRebuild.Listener.NONE);
    }

    @Test
    void tracksAreRecordedAndTheirPointersWritten() {
        publish(KEY, VIDEO, AUDIO);

        IndexRebuild.Report report = rebuild();

        assertThat(report)
                .isEqualTo(new IndexRebuild.Report(1, 0, 0, 0, 0, Optional.empty(), new TrackCounts(2, 0, 0, 2, 0)));
        assertThat(report.isWhole()).isTrue();
        assertThat(index.tracks().findAll(Set.of(VIDEO.id(), AUDIO.id())))
                .isEqualTo(Map.of(VIDEO.id(), HERE, AUDIO.id(), HERE));
        assertThat(store().findTrack(VIDEO.id())).contains(HERE);
        assertThat(store().findTrack(AUDIO.id())).contains(HERE);
        assertThat(rebuild().tracks()).as("again").isEqualTo(new TrackCounts(0, 2, 0, 0, 0));
    }

    @Test
    void entryAndPointerThatLeadToTheTrackElsewhereStay() {
        TrackLocation elsewhere = new TrackLocation(OTHER, "video.mp4");
        publish(OTHER, VIDEO);
        publish(KEY, VIDEO);
        store().pointTo(VIDEO.id(), elsewhere);
        index.tracks().record(VIDEO.id(), elsewhere, HOUR);

        assertThat(rebuild().tracks()).isEqualTo(new TrackCounts(0, 2, 0, 0, 0));

        assertThat(store().findTrack(VIDEO.id())).contains(elsewhere);
        assertThat(index.tracks().findAll(Set.of(VIDEO.id()))).containsEntry(VIDEO.id(), elsewhere);
    }

    @Test
    void danglingPointerIsReplaced() {
        publish(OTHER, AUDIO);
        publish(KEY, VIDEO);
        store().pointTo(VIDEO.id(), new TrackLocation(OTHER, "video.mp4"));

        assertThat(rebuild().tracks()).isEqualTo(new TrackCounts(2, 0, 0, 2, 0));

        assertThat(store().findTrack(VIDEO.id())).contains(HERE);
    }

    @Test
    void entryThatLeadsNowhereIsReplaced() {
        publish(OTHER, AUDIO);
        publish(KEY, VIDEO);
        index.tracks().record(VIDEO.id(), new TrackLocation(OTHER, "video.mp4"), HOUR);

        assertThat(rebuild().tracks()).isEqualTo(new TrackCounts(2, 0, 0, 2, 0));

        assertThat(index.tracks().findAll(Set.of(VIDEO.id()))).containsEntry(VIDEO.id(), HERE);
    }

    @Test
    void pointersThatCannotBeWrittenAreCounted() {
        publish(KEY, VIDEO);
        CountingStore readOnly = new CountingStore(store()) {
            @Override
            public void pointTo(TrackId id, TrackLocation location) {
                throw new StoreException(false, "it is read-only", new IOException("refused"));
            }
        };

        IndexRebuild.Report report = rebuild(readOnly, index.tracks());

        assertThat(report.tracks()).isEqualTo(new TrackCounts(1, 0, 0, 0, 1));
        assertThat(report.isWhole()).as("the index has everything").isTrue();
    }

    @Test
    void tracksWithoutAnAnswerMakeTheRebuildIncomplete() {
        publish(KEY, VIDEO, AUDIO);

        IndexRebuild.Report report = rebuild(UnavailableIndex.unavailable(TrackLocations.class));

        assertThat(report.tracks()).isEqualTo(new TrackCounts(0, 0, 2, 0, 0));
        assertThat(report.recorded()).as("the rendition itself").isEqualTo(1);
        assertThat(report.isWhole()).isFalse();
    }
}
