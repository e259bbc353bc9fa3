package dev.renditions.server.jobs;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.http.message.RenditionStatus;
import java.util.Optional;
import java.util.function.Function;

/** Converts results of the service to statuses of the API. */
public final class RenditionStatuses {
    private RenditionStatuses() {}

    /** The status for the result of a job: ready, or refused. */
    public static RenditionStatus of(RenditionResult result) {
        return RenditionStatus.Ready.of(result)
                .<RenditionStatus>map(Function.identity())
                .orElseGet(() -> new RenditionStatus.Refused(result.outcome(), result.reason(), result.failure()));
    }

    /**
     * The status for the result of a lookup, which is refused only for permanent failures.
     *
     * @throws RuntimeException the failure of the lookup
     */
    static RenditionStatus ofLook(RenditionResult result) {
        Optional<RuntimeException> failure = result.failure();
        if (result.outcome() == Outcome.FAILED && failure.isPresent() && !(failure.get() instanceof MediaException)) {
            throw failure.get();
        }
        return of(result);
    }
}
