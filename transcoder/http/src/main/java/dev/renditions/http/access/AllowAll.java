package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiRequest;
import java.util.Optional;

/**
 * An access policy without authentication: for a local server without signing keys that only this machine can reach.
 * Limits on sources and on the rate apply as everywhere. Thread-safe.
 */
public final class AllowAll implements AccessPolicy {
    private final RequestAccessPolicy gate;

    /** The parameters are those of {@link RequestAccessPolicy#of}. Retries of failures are not limited. */
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
