package dev.renditions.http;

import dev.renditions.api.LinkTerms;
import dev.renditions.http.access.Signature;
import dev.renditions.http.message.ApiRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The terms of the links in one answer. A caller with a signed link, or a page that was opened by one, gets links that are
 * signed with the same key and end with it: so a link that is over, or whose key was taken away, leaves none behind. Callers
 * whom AWS has authenticated get the full lifetime. For one request, which the gate has let pass.
 *
 * @param signature what the request was let pass by; absent if by something else
 * @param longest how long links work at most
 * @param clock tells when they end
 */
record AnswerLinks(Optional<Signature> signature, Duration longest, Clock clock) {
    /** Time to follow a link to a file that was answered at the last moment. Texts, which lead to more links, have none. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** The terms of the answer to a request. */
    static AnswerLinks to(ApiRequest request, ApiContext parts) {
        return new AnswerLinks(Signature.of(request), parts.rules().linkLifetime(), parts.clock());
    }

    /** The terms of a link to a file. */
    LinkTerms file() {
        return terms(GRACE);
    }

    /** The terms of a link to a text of this API that has links in it. Has ended if the request's own link has. */
    LinkTerms text() {
        return terms(Duration.ZERO);
    }

    /**
     * Until when all links work, unless the credentials that sign them end sooner: links to texts end then, links to files a
     * little later. May be past.
     */
    Instant end() {
        return clock.instant().plus(text().lifetime());
    }

    private LinkTerms terms(Duration grace) {
        return new LinkTerms(
                signature.map(Signature::key),
                signature
                        .map(shown -> Duration.between(
                                clock.instant(), shown.expires().plus(grace)))
                        .filter(left -> left.compareTo(longest) < 0)
                        .orElse(longest));
    }
}
