package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import dev.renditions.kind.Profile;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The access policy of a server: identifies the caller first, then checks its rate limit, then the source. So AWS is
 * never asked on behalf of callers that are unknown, too frequent, or ask for a source that is not allowed.
 * Thread-safe.
 */
public final class RequestAccessPolicy implements AccessPolicy {
    private final IdentityResolver identity;
    private final Optional<RateLimit> limit;
    private final Optional<RetryLimit> retries;
    private final AllowedSources allowed;
    private final GuardedSources guarded;
    private final Consumer<Signature> signOut;

    /**
     * A policy without page sessions.
     *
     * @param retries limits retries of failures; absent for no limit
     */
    RequestAccessPolicy(
            IdentityResolver identity,
            Optional<RateLimit> limit,
            Optional<RetryLimit> retries,
            AllowedSources allowed,
            GuardedSources guarded) {
        this(identity, limit, retries, allowed, guarded, signature -> {
            throw new ApiException(Problem.of(404, "no session to end"));
        });
    }

    private RequestAccessPolicy(
            IdentityResolver identity,
            Optional<RateLimit> limit,
            Optional<RetryLimit> retries,
            AllowedSources allowed,
            GuardedSources guarded,
            Consumer<Signature> signOut) {
        this.signOut = signOut;
        this.identity = identity;
        this.limit = limit;
        this.retries = retries;
        this.allowed = allowed;
        this.guarded = guarded;
    }

    /**
     * A policy for callers with a signed link, or that AWS has authenticated.
     *
     * @param keys verify signed links; absent if AWS alone authenticates
     * @param limit requests of one caller; absent for no limit
     * @param retries retries of remembered failures
     * @param allowed the sources that every caller may request
     * @param guarded further sources, for callers with a permission of their own
     * @param clock for the expiry of links
     */
    public static RequestAccessPolicy of(
            Optional<SigningKeys> keys,
            Optional<RateLimit> limit,
            RetryLimit retries,
            AllowedSources allowed,
            GuardedSources guarded,
            Clock clock) {
        return new RequestAccessPolicy(new SignedLinkOrIam(keys, clock), limit, Optional.of(retries), allowed, guarded);
    }

    /**
     * The same policy for a local server, where a browser uses the whole page by one signed link; see
     * {@link PageSession}.
     */
    public static RequestAccessPolicy ofPage(
            SigningKeys keys,
            Optional<RateLimit> limit,
            RetryLimit retries,
            AllowedSources allowed,
            GuardedSources guarded,
            Clock clock) {
        IdentityResolver signed = new SignedLinkOrIam(Optional.of(keys), clock);
        EndedSessions ended = new EndedSessions(clock);
        IdentityResolver identity = request -> {
            ApiRequest shown = PageSession.shown(request);
            if (ended.has(shown)) {
                throw new ApiException(Problem.of(401, "this session was ended; ask for a new link"));
            }
            return signed.of(shown);
        };
        return new RequestAccessPolicy(identity, limit, Optional.of(retries), allowed, guarded, ended::add);
    }

    @Override
    public void admit(ApiRequest request, SourceName source) {
        CallerIdentity caller = count(request);
        if (guarded.has(source)) {
            guarded.check(caller, request, source);
        } else if (!allowed.has(source)) {
            throw new ApiException(Problem.of(403, "this source is not allowed here"));
        }
    }

    @Override
    public String admit(ApiRequest request) {
        return count(request).owner();
    }

    @Override
    public void signOut(ApiRequest request) {
        admit(request);
        signOut.accept(PageSession.signature(request)
                .orElseThrow(() -> new ApiException(Problem.of(404, "no session to end"))));
    }

    @Override
    public boolean trustsBrowser(ApiRequest request) {
        return PageSession.isShownBy(request);
    }

    @Override
    public boolean admitsRetry(SourceName source, Profile profile) {
        return retries.map(r -> r.admits(source, profile)).orElse(true);
    }

    private CallerIdentity count(ApiRequest request) {
        CallerIdentity caller = identity.of(request);
        Optional<Duration> wait = limit.flatMap(l -> l.refuse(caller.name()));
        if (wait.isPresent()) {
            throw new ApiException(Problem.later(
                    429,
                    "too many requests, or the rate limit can't be checked now; wait before trying again",
                    wait.get()));
        }
        return caller;
    }
}
