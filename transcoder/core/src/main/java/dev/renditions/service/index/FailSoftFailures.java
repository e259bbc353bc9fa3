package dev.renditions.service.index;

import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.Optional;

/** Recorded failures in the index; see {@link FailSoftIndex}. */
public final class FailSoftFailures {
    private final RecordedFailures failures;
    private final OutageGuard guard;
    private final TtlJitter jitter;

    FailSoftFailures(RecordedFailures failures, OutageGuard guard, TtlJitter jitter) {
        this.failures = failures;
        this.guard = guard;
        this.jitter = jitter;
    }

    public Optional<RecordedFailure> find(RenditionKey key) {
        return guard.ask(() -> failures.find(key), Optional.<RecordedFailure>empty())
                .value();
    }

    public void record(RenditionKey key, RecordedFailure failure, Duration ttl) {
        guard.write(() -> failures.record(key, failure, jitter.shorten(ttl)));
    }
}
