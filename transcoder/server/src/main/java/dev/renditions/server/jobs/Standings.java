package dev.renditions.server.jobs;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.http.message.RenditionStatus;
import java.util.Optional;
import java.util.function.Function;

/** Results of the service as the API speaks of them. */
public final class Standings {
    private Standings() {}

    /** The result of a job: there, or refused. */
    public static RenditionStatus of(RenditionResult result) {
        return RenditionStatus.Ready.of(result)
                .<RenditionStatus>map(Function.identity())
                .orElseGet(() -> new RenditionStatus.Refused(result.outcome(), result.reason(), result.failure()));
    }

    /**
     * The result of a look, which refuses only what is known to be impossible.
     *
     * @throws RuntimeException what kept it from being found out
     */
    static RenditionStatus ofLook(RenditionResult result) {
        Optional<RuntimeException> failure = result.failure();
        if (result.outcome() == Outcome.FAILED && failure.isPresent() && !(failure.get() instanceof MediaException)) {
            throw failure.get();
        }
        return of(result);
    }
}
