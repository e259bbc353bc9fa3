package dev.renditions.http;

import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.access.Signature;
import dev.renditions.http.message.ApiRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The lifetime and the signing key of the links in one response. If the request came with a signed link, or from a page
 * that was opened by one, the links in the response are signed with the same key and expire with it. So no link
 * outlives the link that led to it, nor a removed key. Callers that AWS has authenticated get links with the full
 * lifetime. For one request that the access policy has admitted.
 *
 * @param signature the signature of the request; absent if the request was admitted in another way
 * @param longest the maximum lifetime of a link
 * @param clock for the time left
 */
record AnswerLinks(Optional<Signature> signature, Duration longest, Clock clock) {
    /**
     * Extra lifetime of links to files, so that a file that was linked at the last moment can still be fetched.
     * Playlists and manifests have none, since they lead to more links.
     */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** The link terms of the response to a request. */
    static AnswerLinks to(ApiRequest request, ApiContext parts) {
        return new AnswerLinks(Signature.of(request), parts.rules().linkLifetime(), parts.clock());
    }

    LinkTerms file() {
        return terms(GRACE);
    }

    /**
     * The terms of a link to a playlist, manifest or cue file of this API, which has links itself. Its lifetime is
     * negative or zero if the request's own link has expired.
     */
    LinkTerms text() {
        return terms(Duration.ZERO);
    }

    /**
     * When the first links expire, unless the credentials that sign them expire earlier: links to playlists and
     * manifests then, links to files a little later. May be in the past.
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
