package dev.renditions.api.link;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a link works, and which key signs it if links are signed. Immutable.
 *
 * @param signingKey the id of the key; absent for the first signing key
 * @param lifetime how long the link works, or less if the credentials that sign it expire sooner; zero or negative for a
 *     link that has expired, for example because the request waited longer than its own link works
 */
public record LinkTerms(Optional<String> signingKey, Duration lifetime) {
    /** The shortest lifetime that S3 signs for. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest lifetime that S3 signs for. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Terms of a link that the first signing key signs. */
    public static LinkTerms of(Duration lifetime) {
        return new LinkTerms(Optional.empty(), lifetime);
    }
}
