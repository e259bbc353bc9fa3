package dev.renditions.index;

import static dev.renditions.index.IndexUnderTest.atOnce;
import static dev.renditions.index.Samples.freshTrack;
import static dev.renditions.index.Samples.trackLocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of {@link TrackLocations} for every index. */
public interface TrackLocationsContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    TrackLocations tracks();

    @Test
    default void onlyRecordedTracksAreFound() {
        TrackId one = freshTrack();
        TrackId other = freshTrack();
        tracks().record(one, trackLocation(1), HOUR);
        tracks().record(other, trackLocation(2), HOUR);
        assertThat(tracks().findAll(Set.of(one, other, freshTrack())))
                .isEqualTo(Map.of(one, trackLocation(1), other, trackLocation(2)));
        assertThat(tracks().findAll(Set.of(freshTrack()))).isEmpty();
        assertThat(tracks().findAll(Set.of())).isEmpty();
    }

    @Test
    default void kindsOfOneDigestHaveSeparateLocations() {
        TrackId video = freshTrack();
        TrackId audio = new TrackId(TrackKind.AUDIO, video.digest());
        tracks().record(video, trackLocation(1), HOUR);
        assertThat(tracks().findAll(Set.of(audio))).isEmpty();
        tracks().record(audio, trackLocation(2), HOUR);
        assertThat(tracks().findAll(Set.of(video, audio)))
                .isEqualTo(Map.of(video, trackLocation(1), audio, trackLocation(2)));
    }

    @Test
    default void laterRecordOfATrackReplacesEarlierOne() {
        TrackId track = freshTrack();
        tracks().record(track, trackLocation(1), HOUR);
        tracks().record(track, trackLocation(2), HOUR);
        assertThat(tracks().findAll(Set.of(track))).containsEntry(track, trackLocation(2));
    }

    @Test
    default void longestNamesOfATrackAreRecorded() {
        TrackId track = freshTrack();
        TrackLocation far = new TrackLocation(Samples.key("longest", "p".repeat(48)), "f".repeat(1024));
        tracks().record(track, far, HOUR);
        assertThat(tracks().findAll(Set.of(track))).containsEntry(track, far);
    }

    @Test
    default void recordIfAbsentKeepsAnExistingTrack() {
        TrackId track = freshTrack();
        assertThat(tracks().recordIfAbsent(track, trackLocation(1), HOUR)).isTrue();
        assertThat(tracks().recordIfAbsent(track, trackLocation(2), HOUR)).isFalse();
        assertThat(tracks().findAll(Set.of(track))).containsEntry(track, trackLocation(1));
    }

    @Test
    default void oneOfManyConcurrentRecordIfAbsentCallsForATrackSucceeds() throws Exception {
        TrackId track = freshTrack();
        AtomicInteger number = new AtomicInteger();
        List<Boolean> recorded =
                atOnce(32, () -> tracks().recordIfAbsent(track, trackLocation(number.incrementAndGet()), HOUR));
        assertThat(recorded).filteredOn(yes -> yes).hasSize(1);
    }

    @Test
    default void evictedTrackIsAbsent() {
        TrackId track = freshTrack();
        tracks().record(track, trackLocation(1), HOUR);
        assertThat(tracks().evict(track)).isTrue();
        assertThat(tracks().evict(track)).isFalse();
        assertThat(tracks().findAll(Set.of(track))).isEmpty();
    }

    @Test
    default void trackExpires() {
        TrackId recorded = freshTrack();
        TrackId filled = freshTrack();
        Duration second = Duration.ofSeconds(1);
        tracks().record(recorded, trackLocation(1), second);
        tracks().recordIfAbsent(filled, trackLocation(1), second);
        after(
                second,
                () -> assertThat(tracks().findAll(Set.of(recorded, filled))).isEmpty());
        assertThat(tracks().recordIfAbsent(filled, trackLocation(2), HOUR)).isTrue();
    }

    @Test
    default void trackMayLiveLongerThanThirtyDays() {
        for (Duration time : LONG_TIMES) {
            TrackId recorded = freshTrack();
            TrackId filled = freshTrack();
            tracks().record(recorded, trackLocation(1), time);
            tracks().recordIfAbsent(filled, trackLocation(1), time);
            assertThat(tracks().findAll(Set.of(recorded, filled))).hasSize(2);
        }
    }

    @Test
    default void trackRefusesTimeToLiveOfZeroOrLess() {
        TrackId track = freshTrack();
        for (Duration time : BAD_TIMES) {
            assertThatIllegalArgumentException().isThrownBy(() -> tracks().record(track, trackLocation(1), time));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tracks().recordIfAbsent(track, trackLocation(1), time));
        }
        assertThat(tracks().findAll(Set.of(track))).isEmpty();
    }
}
