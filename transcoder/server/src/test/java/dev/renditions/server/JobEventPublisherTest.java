package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.EncodeProgress;
import dev.renditions.api.SourceName;
import dev.renditions.api.segment.SegmentCount;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.server.jobs.JobState;
import dev.renditions.testing.ResultForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The events of /v1/events. */
final class JobEventPublisherTest {
    @Test
    void resultHasTheFieldsOfEveryResult() {
        List<String> events;
        try (EventHub hub = new EventHub(1)) {
            JobEventPublisher activity = new JobEventPublisher(hub, new ServerMetrics());
            activity.ended(new SourceName("uploads", "film.mp4"), ResultForm.LADDER);
            events = activity.soFar(List.of());
        }
        assertThat(events).singleElement().asString().startsWith("event: result\ndata: ");
        JsonNode data = ResultForm.read(events.get(0).replaceFirst("(?s).*data: ", ""));
        assertThat(data.path("bucket").asText()).isEqualTo("uploads");
        assertThat(data.path("key").asText()).isEqualTo("film.mp4");
        assertThat(data.path("bytes").asLong())
                .as("the size of all files, not of the playlist")
                .isEqualTo(12_345_678);
        ResultForm.assertForCaller(data, Set.of("bucket", "key"));
    }

    @Test
    void jobOfAFilmHasSegmentsSpeedAndTimeLeft() {
        EncodeProgress step = new EncodeProgress(
                0.25, Optional.of(3.5), Optional.of(Duration.ofSeconds(90)), Optional.of(new SegmentCount(4, 14)));
        JobState state = new JobState(
                new SourceName("uploads", "film.mp4"),
                ProfileCatalog.builtIn().find("poster").orElseThrow(),
                JobState.Phase.ENCODING,
                Optional.of(step));
        List<String> events;
        try (EventHub hub = new EventHub(1)) {
            events = new JobEventPublisher(hub, new ServerMetrics()).soFar(List.of(state));
        }
        JsonNode data = ResultForm.read(events.get(0).replaceFirst("(?s).*data: ", ""));
        assertThat(data.path("fraction").asDouble()).isEqualTo(0.25);
        assertThat(data.path("speed").asDouble()).isEqualTo(3.5);
        assertThat(data.path("secondsLeft").asDouble()).isEqualTo(90);
        assertThat(data.at("/segments/done").asInt()).isEqualTo(4);
        assertThat(data.at("/segments/all").asInt()).isEqualTo(14);
    }
}
