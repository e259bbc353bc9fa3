package dev.renditions.server.jobs;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One rendition that is waiting or being made, shared by all requests for it. Thread-safe. */
final class PendingRendition {
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(10);

    private final SourceName source;
    private final Profile profile;
    private final CompletableFuture<RenditionStatus> end = new CompletableFuture<>();
    private volatile JobState state;

    PendingRendition(SourceName source, Profile profile) {
        this.source = source;
        this.profile = profile;
        this.state = new JobState(source, profile, JobState.Phase.QUEUED, Optional.empty());
    }

    SourceName source() {
        return source;
    }

    Profile profile() {
        return profile;
    }

    JobState state() {
        return state;
    }

    JobState enter(JobState.Phase phase) {
        state = new JobState(source, profile, phase, Optional.empty());
        return state;
    }

    JobState step(EncodeProgress step) {
        state = new JobState(source, profile, JobState.Phase.ENCODING, Optional.of(step));
        return state;
    }

    /** Sets the result; only the first one counts. */
    boolean end(RenditionResult result) {
        return end.complete(RenditionStatuses.of(result));
    }

    /** Fails without a result: all waiting requests throw this. */
    void fail(RuntimeException reason) {
        end.completeExceptionally(reason);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /**
     * Waits for the result, at most this long.
     *
     * @return the status then
     */
    RenditionStatus await(Duration wait) throws InterruptedException {
        try {
            return end.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return standing();
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    /** The current status. */
    RenditionStatus standing() {
        JobState now = state;
        Optional<Duration> left = now.step().flatMap(EncodeProgress::left);
        Duration again = left.map(PendingRendition::bounded).orElse(SOONEST.multipliedBy(2));
        return new RenditionStatus.Pending(now.phase().word(), now.step(), again);
    }

    private static Duration bounded(Duration left) {
        return left.compareTo(SOONEST) < 0 ? SOONEST : left.compareTo(LATEST) > 0 ? LATEST : left;
    }

    private static RuntimeException thrown(ExecutionException e) {
        return e.getCause() instanceof RuntimeException r
                ? r
                : new IllegalStateException("a job ended with an error", e.getCause());
    }
}
