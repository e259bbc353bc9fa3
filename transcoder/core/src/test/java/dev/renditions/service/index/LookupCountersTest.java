package dev.renditions.service.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LookupCountersTest {
    private final LookupCounters counters = new LookupCounters();

    @Test
    void reusedTracksAreCountedWithTheTimeThatTheySaved() {
        counters.addReusedTrack("hls", Duration.ofSeconds(2));
        counters.addReusedTrack("hls", Duration.ofMillis(500));
        counters.addReusedTrack("audio-mp3", Duration.ofSeconds(1));
        counters.add("hls", LookupMetric.TRACK_ENCODED);

        assertThat(counters.snapshot())
                .isEqualTo(Map.of(
                        "hls", Map.of(LookupMetric.TRACK_REUSED, 2L, LookupMetric.TRACK_ENCODED, 1L),
                        "audio-mp3", Map.of(LookupMetric.TRACK_REUSED, 1L)));
        assertThat(counters.savedByTracks())
                .containsExactly(
                        Map.entry("audio-mp3", Duration.ofSeconds(1)), Map.entry("hls", Duration.ofMillis(2500)));
        assertThat(counters.wasted()).isEmpty();
    }

    @Test
    void wordsOfMetricsAreThoseOfTheDocumentation() {
        assertThat(LookupMetric.TRACK_ENCODED.word()).isEqualTo("track-encoded");
        assertThat(LookupMetric.TRACK_REUSED.word()).isEqualTo("track-reused");
    }
}
