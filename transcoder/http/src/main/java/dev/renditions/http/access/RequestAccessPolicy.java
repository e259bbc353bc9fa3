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
 * The gate, put together: first who asks, then how often, then what for. So nothing is asked of AWS for somebody who is
 * unknown, asks too often, or asks for what nobody may have. Safe for use by many threads.
 */
public final class RequestAccessPolicy implements AccessPolicy {
    private final IdentityResolver identity;
    private final Optional<RateLimit> limit;
    private final Optional<RetryLimit> retries;
    private final AllowedSources allowed;
    private final GuardedSources guarded;
    private final Consumer<Signature> signOut;

    /** @param retries how often a failure may be tried again; absent for as often as clients like */
    RequestAccessPolicy(
            IdentityResolver identity,
            Optional<RateLimit> limit,
            Optional<RetryLimit> retries,
            AllowedSources allowed,
            GuardedSources guarded) {
        this(identity, limit, retries, allowed, guarded, signature -> {
            throw new ApiException(Problem.of(404, "there is no session to end"));
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
     * A gate for those who have a signed link, or whom AWS has authenticated.
     *
     * @param keys what links are signed with; absent where AWS alone decides
     * @param limit how often one caller may ask; absent for as often as they like
     * @param retries how often a remembered failure may be tried again
     * @param allowed what may be asked for
     * @param guarded what else may be asked for, by those who have a right of their own
     * @param clock what ends links
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

    /** The same for a local server, where one signed link lets a browser use the whole page: see {@link PageSession}. */
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
                throw new ApiException(Problem.of(401, "somebody signed out of this session; ask for a new link"));
            }
            return signed.of(shown);
        };
        return new RequestAccessPolicy(identity, limit, Optional.of(retries), allowed, guarded, ended::add);
    }

    @Override
    public void admit(ApiRequest request, SourceName source) {
        CallerIdentity asker = count(request);
        if (guarded.has(source)) {
            guarded.check(asker, request, source);
        } else if (!allowed.has(source)) {
            throw new ApiException(Problem.of(403, "nobody may ask for this source here"));
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
                .orElseThrow(() -> new ApiException(Problem.of(404, "there is no session to end"))));
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
        CallerIdentity asker = identity.of(request);
        Optional<Duration> wait = limit.flatMap(l -> l.refuse(asker.name()));
        if (wait.isPresent()) {
            throw new ApiException(
                    Problem.later(429, "that is too often, or can't be counted just now; wait", wait.get()));
        }
        return asker;
    }
}
