package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.SourceName;
import dev.renditions.testing.ResultForm;
import java.util.List;
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
}
