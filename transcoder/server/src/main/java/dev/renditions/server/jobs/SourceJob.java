package dev.renditions.server.jobs;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.SourceName;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The missing renditions of one source, made together: the source is read, and mostly decoded, once. Tasks are added
 * until the job starts; the scheduler's lock guards that.
 */
final class SourceJob implements RenditionListener {
    /** Limits progress events to a rate that is enough for people. */
    private static final long BETWEEN_STEPS_NANOS = 200_000_000L;

    private final SourceName source;
    private final JobListener listener;
    private final BiConsumer<PendingRendition, RenditionResult> onEnd;
    private final List<PendingRendition> tasks = new ArrayList<>();
    private final Map<Profile, AtomicLong> lastReports = new ConcurrentHashMap<>();
    private FailurePolicy known = FailurePolicy.ANSWER;

    SourceJob(SourceName source, JobListener listener, BiConsumer<PendingRendition, RenditionResult> onEnd) {
        this.source = source;
        this.listener = listener;
        this.onEnd = onEnd;
    }

    SourceName source() {
        return source;
    }

    /**
     * Adds a task. If one task is a retry, all are, since they share a run; retries of remembered failures are rare.
     */
    void add(PendingRendition task, FailurePolicy wanted) {
        tasks.add(task);
        if (wanted == FailurePolicy.RETRY) {
            known = FailurePolicy.RETRY;
        }
    }

    /** What to do about remembered failures. */
    FailurePolicy known() {
        return known;
    }

    List<PendingRendition> tasks() {
        return tasks;
    }

    List<Profile> profiles() {
        return tasks.stream().map(PendingRendition::profile).toList();
    }

    void begin() {
        tasks.forEach(task -> listener.moved(task.enter(JobState.Phase.READING)));
    }

    @Override
    public void encoding(Profile profile) {
        listener.moved(task(profile.name()).enter(JobState.Phase.ENCODING));
    }

    @Override
    public void progress(Profile profile, EncodeProgress step) {
        JobState state = task(profile.name()).step(step);
        AtomicLong last =
                lastReports.computeIfAbsent(profile, p -> new AtomicLong(System.nanoTime() - BETWEEN_STEPS_NANOS));
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= BETWEEN_STEPS_NANOS && last.compareAndSet(before, now)) {
            listener.moved(state);
        }
    }

    @Override
    public void finished(RenditionResult result) {
        onEnd.accept(task(result.profile().name()), result);
    }

    /** Names are unique in a catalog. */
    private PendingRendition task(String profile) {
        return tasks.stream()
                .filter(t -> t.profile().name().equals(profile))
                .findFirst()
                .orElseThrow();
    }
}
