package dev.renditions.http.server;

import dev.renditions.MediaException;
import dev.renditions.Outcome;
import dev.renditions.RenditionResult;
import dev.renditions.http.Standing;
import java.util.Optional;
import java.util.function.Function;

/** Results of the service as the API speaks of them. */
final class Standings {
    private Standings() {}

    /** The result of a job: there, or refused. */
    static Standing of(RenditionResult result) {
        return Standing.Ready.of(result)
                .<Standing>map(Function.identity())
                .orElseGet(() -> new Standing.Refused(result.outcome(), result.reason(), result.failure()));
    }

    /**
     * The result of a look, which refuses only what is known to be impossible.
     *
     * @throws RuntimeException what kept it from being found out
     */
    static Standing ofLook(RenditionResult result) {
        Optional<RuntimeException> failure = result.failure();
        if (result.outcome() == Outcome.FAILED && failure.isPresent() && !(failure.get() instanceof MediaException)) {
            throw failure.get();
        }
        return of(result);
    }
}
