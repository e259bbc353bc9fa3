package dev.renditions.service.index;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.testing.UnavailableIndex;
import dev.renditions.testing.WatchedIndex;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FailSoftTracksTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TrackId TRACK = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
    private static final TrackLocation LOCATION = new TrackLocation(KEY, "video.mp4");

    @Test
    void recordedTrackIsFoundAndEvicted() {
        WatchedIndex index = new WatchedIndex(MemoryIndex.create());
        FailSoftTracks tracks =
                FailSoftIndex.of(index, new Random(1), new LookupCounters()).tracks();

        tracks.record(TRACK, LOCATION, HOUR);

        assertThat(tracks.findAll(Set.of(TRACK))).containsEntry(TRACK, LOCATION);
        tracks.evict(TRACK);
        assertThat(tracks.findAll(Set.of(TRACK))).isEmpty();
        assertThat(index.takeCalls())
                .containsExactly("tracks.record", "tracks.findAll", "tracks.evict", "tracks.findAll");
    }

    @Test
    void unavailableIndexSeemsEmpty() {
        FailSoftTracks tracks = FailSoftIndex.of(new UnavailableIndex(), new Random(1), new LookupCounters())
                .tracks();

        tracks.record(TRACK, LOCATION, HOUR);
        tracks.evict(TRACK);

        assertThat(tracks.findAll(Set.of(TRACK))).isEmpty();
    }

    @Test
    void requestThatHadATimeoutGoesOnWithoutTheIndex() {
        WatchedIndex index = new WatchedIndex(MemoryIndex.create());
        FailSoftTracks tracks =
                FailSoftIndex.of(index, new Random(1), new LookupCounters()).tracks();
        index.hang(true);
        try (IndexTimeoutBudget.Request ignored = IndexTimeoutBudget.begin()) {
            assertThat(tracks.findAll(Set.of(TRACK))).isEmpty();
            tracks.record(TRACK, LOCATION, HOUR);
        }
        assertThat(index.takeCalls()).containsExactly("tracks.findAll");
    }
}
