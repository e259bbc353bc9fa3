package dev.renditions.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.renditions.api.EncodeProgress;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.api.SourceName;
import dev.renditions.api.segment.SegmentCount;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.server.jobs.JobListener;
import dev.renditions.server.jobs.JobState;
import dev.renditions.server.jobs.RenditionStatuses;
import dev.renditions.support.Omissible;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes what happens to jobs as events, and counts it. Thread-safe. */
final class JobEventPublisher implements JobListener {
    private static final int MOST_KEPT = 100;

    private final EventHub events;
    private final ServerMetrics meters;
    private final Deque<ResultEvent> ended = new ArrayDeque<>();

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
        ResultEvent event = result(source, result);
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

    /** The events for a new client: the results of the latest jobs, and the state of those in progress. */
    List<String> soFar(Collection<JobState> underWay) {
        List<String> messages = new ArrayList<>();
        synchronized (ended) {
            ended.forEach(event -> messages.add(EventHub.message("result", event)));
        }
        underWay.forEach(state -> messages.add(EventHub.message("job", job(state))));
        return messages;
    }

    private static JobEvent job(JobState state) {
        Optional<EncodeProgress> step = state.step();
        return new JobEvent(
                state.source().bucket(),
                state.source().key(),
                state.profile().name(),
                state.phase().word(),
                step.map(EncodeProgress::fraction).orElse(null),
                step.flatMap(EncodeProgress::speed).orElse(null),
                step.flatMap(EncodeProgress::left).map(ResultJson::toSeconds).orElse(null),
                step.flatMap(EncodeProgress::segments).orElse(null));
    }

    private static ResultEvent result(SourceName source, RenditionResult result) {
        // The result's own reason is for the operator: it may contain folders, buckets and messages of AWS.
        String reason = RenditionStatuses.of(result) instanceof RenditionStatus.Refused refused
                ? ProblemMapper.of(refused).detail()
                : result.reason();
        return new ResultEvent(ResultJson.forCaller(source.toString(), result, reason), source.bucket(), source.key());
    }

    private record JobEvent(
            String bucket,
            String key,
            String profile,
            String state,
            @Omissible @Nullable Double fraction,
            @Omissible @Nullable Double speed,
            @Omissible @Nullable BigDecimal secondsLeft,
            @Omissible @Nullable SegmentCount segments) {}

    private record ResultEvent(@JsonUnwrapped ResultJson result, String bucket, String key) {}
}
