package dev.renditions.http.access;

import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.support.UrlPath;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Identifies callers that AWS has authenticated, and callers with a signed link.
 *
 * @param keys verify signed links; absent if AWS alone authenticates
 * @param clock for the expiry of links
 */
record SignedLinkOrIam(Optional<SigningKeys> keys, Clock clock) implements IdentityResolver {
    @Override
    public CallerIdentity of(ApiRequest request) {
        if (request.caller() instanceof Caller.Principal principal) {
            return CallerIdentity.of(principal);
        }
        SigningKeys known = keys.orElseThrow(() -> unknown("sign the request with AWS credentials (IAM)"));
        Signature signature = signature(request);
        if (!known.verify(signature, UrlPath.parse(request.path()))) {
            throw unknown("the signature does not match this path and expiry");
        }
        checkTime(signature.expires());
        return CallerIdentity.with(signature.key(), request.caller());
    }

    private static Signature signature(ApiRequest request) {
        Optional<String> expires = request.parameter(Signature.EXPIRES);
        Optional<String> key = request.parameter(Signature.KEY);
        Optional<String> value = request.parameter(Signature.SIGNATURE);
        if (expires.isEmpty() || key.isEmpty() || value.isEmpty()) {
            throw unknown("the link is not signed: it needs the parameters 'expires', 'key' and 'signature'");
        }
        if (!Signature.SECONDS.matcher(expires.get()).matches()) {
            throw unknown("'expires' is not a time in seconds since 1970");
        }
        return new Signature(Instant.ofEpochSecond(Long.parseLong(expires.get())), key.get(), value.get());
    }

    private void checkTime(Instant expires) {
        Instant now = clock.instant();
        if (!expires.isAfter(now)) {
            throw unknown("the link expired at " + expires + "; ask for a new one");
        }
        if (expires.isAfter(now.plus(LinkTerms.LONGEST))) {
            throw unknown(
                    "the link's lifetime is too long; the maximum is " + LinkTerms.LONGEST.toDays() + " days from now");
        }
    }

    private static ApiException unknown(String sentence) {
        return new ApiException(Problem.of(401, sentence));
    }
}
