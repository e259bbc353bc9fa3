package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.LookupMetric;
import dev.renditions.http.message.ApiResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerMetricsTest {
    private final ServerMetrics metrics = new ServerMetrics();

    private String text() {
        return ((ApiResponse.Bytes) metrics.answer().body()).text();
    }

    @Test
    void countersOfTheServiceHaveTheirProfiles() {
        metrics.lookups(() -> Map.of("hls", Map.of(LookupMetric.TRACK_REUSED, 2L, LookupMetric.TRACK_ENCODED, 1L)));
        metrics.wasted(() -> Map.of("hls", Duration.ofMillis(1500)));
        metrics.savedByTracks(() -> Map.of("hls", Duration.ofMillis(2500), "audio-mp3", Duration.ofSeconds(1)));

        assertThat(text())
                .contains(
                        "renditions_lookups_total{count=\"track-reused\",profile=\"hls\"} 2.0",
                        "renditions_lookups_total{count=\"track-encoded\",profile=\"hls\"} 1.0",
                        "renditions_wasted_seconds_total{profile=\"hls\"} 1.5",
                        "renditions_track_saved_seconds_total{profile=\"hls\"} 2.5",
                        "renditions_track_saved_seconds_total{profile=\"audio-mp3\"} 1.0");
    }
}
