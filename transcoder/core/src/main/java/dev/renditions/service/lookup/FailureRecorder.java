package dev.renditions.service.lookup;

import dev.renditions.api.MediaException;
import dev.renditions.api.RenditionException;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Plan;
import dev.renditions.service.index.FailSoftFailures;
import dev.renditions.service.request.RenditionRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Writes to the negative cache. It records a failure only if the content causes it, so that every other worker would fail too. If
 * the source changed or was deleted during the work, nothing is known about the earlier content. Immutable.
 *
 * @param failures where failures are recorded
 * @param transcoder states the version of ffmpeg that failed
 * @param limits the limits that cause permanent refusals
 * @param clock states when the failure was found
 */
public record FailureRecorder(FailSoftFailures failures, Transcoder transcoder, SourceLimits limits, Clock clock) {
    /**
     * Records a failure if the content causes it.
     *
     * @return what to report: the failure, or that the source changed, which may have caused it
     */
    public RenditionException record(RenditionRequest request, RenditionKey key, RenditionException reason) {
        if (!(reason instanceof MediaException media) || !media.concernsContent()) {
            return reason;
        }
        if (!request.isUnchanged()) {
            return changed(request, media);
        }
        failures.record(key, NegativeCache.of(media, limits, found()), NegativeCache.TTL);
        return media;
    }

    /**
     * Records that a profile does not apply.
     *
     * @throws SourceException of kind CHANGED if the source changed in the meantime
     */
    public void record(RenditionRequest request, RenditionKey key, Plan.NotApplicable plan) {
        request.requireUnchanged();
        failures.record(key, NegativeCache.of(plan), NegativeCache.TTL);
    }

    private static SourceException changed(RenditionRequest request, MediaException reason) {
        return new SourceException(
                SourceException.Kind.CHANGED,
                request.source().name() + " changed while it was encoded, or was deleted; try again ("
                        + reason.getMessage() + ")",
                reason);
    }

    private String found() {
        return transcoder.engine() + ", " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
