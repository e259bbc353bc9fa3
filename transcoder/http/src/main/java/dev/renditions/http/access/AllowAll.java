package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiRequest;
import java.util.Optional;

/**
 * A gate that asks nobody who they are: for a local server without keys, that only this machine can reach. What may be asked
 * for, and how often, is bounded as anywhere. Safe for use by many threads.
 */
public final class AllowAll implements AccessPolicy {
    private final RequestAccessPolicy gate;

    /** The parts are those of {@link RequestAccessPolicy#of}; retries of failures have no limit of their own. */
    public AllowAll(Optional<RateLimit> limit, AllowedSources allowed, GuardedSources guarded) {
        this.gate = new RequestAccessPolicy(
                request -> CallerIdentity.at(request.caller()), limit, Optional.empty(), allowed, guarded);
    }

    @Override
    public void admit(ApiRequest request, SourceName source) {
        gate.admit(request, source);
    }

    @Override
    public String admit(ApiRequest request) {
        return gate.admit(request);
    }

    @Override
    public boolean trustsBrowser(ApiRequest request) {
        return true;
    }
}
