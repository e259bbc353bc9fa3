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
 * The negative cache's way in: records a failure only if it is true of the content, whoever tries again and where. A source
 * that changed or vanished while it was worked on shows nothing about the content that it was. Immutable.
 *
 * @param failures where failures are recorded
 * @param transcoder which ffmpeg found them
 * @param limits what refuses for good
 * @param clock when they were found
 */
public record FailureRecorder(FailSoftFailures failures, Transcoder transcoder, SourceLimits limits, Clock clock) {
    /**
     * Records a failure, if it is one of the content.
     *
     * @return what to report: the failure, or that the source changed, which may be its cause
     */
    public RenditionException record(RenditionRequest request, RenditionKey key, RenditionException reason) {
        if (!(reason instanceof MediaException media) || !media.concernsContent()) {
            return reason;
        }
        if (!request.spooled().unchanged()) {
            return changed(request, media);
        }
        failures.record(key, NegativeCache.of(media, limits, found()), NegativeCache.TTL);
        return media;
    }

    /**
     * Records that a profile does not apply.
     *
     * @throws SourceException of kind CHANGED if the source changed meanwhile
     */
    public void record(RenditionRequest request, RenditionKey key, Plan.NotApplicable plan) {
        request.requireUnchanged();
        failures.record(key, NegativeCache.of(plan), NegativeCache.TTL);
    }

    private static SourceException changed(RenditionRequest request, MediaException reason) {
        return new SourceException(
                SourceException.Kind.CHANGED,
                request.source().name() + " changed while it was encoded, or vanished; try again ("
                        + reason.getMessage() + ")",
                reason);
    }

    private String found() {
        return transcoder.engine() + ", " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
