package dev.renditions.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.api.SourceName;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.profile.Profile;
import dev.renditions.server.jobs.JobListener;
import dev.renditions.server.jobs.JobState;
import dev.renditions.server.jobs.Standings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** What happens on this server, told to who watches and counted. Safe for use by many threads. */
final class JobEventPublisher implements JobListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_KEPT = 100;

    private final EventHub events;
    private final ServerMetrics meters;
    private final Deque<ObjectNode> ended = new ArrayDeque<>();

    JobEventPublisher(EventHub events, ServerMetrics meters) {
        this.events = events;
        this.meters = meters;
    }

    @Override
    public void moved(JobState state) {
        events.send("job", job(state));
    }

    @Override
    public void ended(SourceName source, RenditionResult result) {
        meters.ended(result.profile().name(), result.outcome(), result.saved());
        ObjectNode event = result(source, result);
        synchronized (ended) {
            ended.addLast(event);
            if (ended.size() > MOST_KEPT) {
                ended.removeFirst();
            }
        }
        events.send("result", event);
    }

    @Override
    public void found(Profile profile, RenditionStatus.Ready ready) {
        meters.ended(profile.name(), ready.outcome(), ready.result().saved());
    }

    /** What one who begins to watch is told: how the last jobs ended, and which are under way. */
    List<String> soFar(Collection<JobState> underWay) {
        List<String> messages = new ArrayList<>();
        synchronized (ended) {
            ended.forEach(event -> messages.add(EventHub.message("result", event)));
        }
        underWay.forEach(state -> messages.add(EventHub.message("job", job(state))));
        return messages;
    }

    private static ObjectNode job(JobState state) {
        ObjectNode node = named(state.source(), state.profile().name())
                .put("state", state.phase().word());
        state.step().ifPresent(step -> {
            node.put("fraction", step.fraction());
            step.speed().ifPresent(speed -> node.put("speed", speed));
            step.left().ifPresent(left -> node.put("secondsLeft", seconds(left)));
        });
        return node;
    }

    private static ObjectNode result(SourceName source, RenditionResult result) {
        ObjectNode node = ResultJson.forCaller(source.toString(), result)
                .put("bucket", source.bucket())
                .put("key", source.key());
        if (Standings.of(result) instanceof RenditionStatus.Refused refused) {
            // The result's own reason is for the operator: it may name folders, buckets and answers of AWS.
            node.put("reason", ProblemMapper.of(refused).detail());
        }
        return node;
    }

    private static ObjectNode named(SourceName source, String profile) {
        return JSON.createObjectNode()
                .put("bucket", source.bucket())
                .put("key", source.key())
                .put("profile", profile);
    }

    /** To the millisecond. */
    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
