package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.api.RenditionException;
import dev.renditions.index.RenditionKey;
import dev.renditions.plan.MissingRendition;
import dev.renditions.service.lookup.FailureRecorder;
import dev.renditions.service.lookup.Lookup;
import dev.renditions.service.request.RenditionRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one request has claimed. Each claim ends with its rendition, before the caller learns of that; what is left when they
 * are closed is given up. For one thread.
 */
final class Claims implements Ending.Sink, AutoCloseable {
    private final RenditionRequest request;
    private final Lookup lookup;
    private final FailureRecorder failures;
    private final Ending.Sink ends;
    private final Map<RenditionKey, Claim> claims = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param ends receives how each rendition ended
     */
    Claims(RenditionRequest request, Lookup lookup, FailureRecorder failures, Ending.Sink ends) {
        this.request = request;
        this.lookup = lookup;
        this.failures = failures;
        this.ends = ends;
    }

    void add(Claim claim) {
        claims.put(claim.rendition().key(), claim);
    }

    /** What is claimed and has not ended, in the order in which it was added. */
    List<MissingRendition> renditions() {
        return claims.values().stream()
                .filter(claim -> !claim.hasEnded())
                .map(Claim::rendition)
                .toList();
    }

    /** Ends one as its encode ended, which is remembered. */
    @Override
    public void ended(MissingRendition rendition, Ending ending) {
        if (ending instanceof Ending.Failed failed && failed.cause() instanceof RenditionException reason) {
            end(rendition, new Ending.Failed(failures.record(request, rendition.key(), reason)));
            return;
        }
        if (ending instanceof Ending.Published published) {
            lookup.seen(rendition.key(), published.at());
        }
        end(rendition, ending);
    }

    /** Ends one without an encode. */
    void end(MissingRendition rendition, Ending ending) {
        Objects.requireNonNull(claims.get(rendition.key())).end(ending);
        ends.ended(rendition, ending);
    }

    /** Ends all that are left as one: no space for their files, a source that is gone. */
    void endAll(Ending ending) {
        renditions().forEach(rendition -> end(rendition, ending));
    }

    @Override
    public void close() {
        claims.values().forEach(Claim::close);
    }
}
