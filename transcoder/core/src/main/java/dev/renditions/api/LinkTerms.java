package dev.renditions.api;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long a link works, and with which key it is signed if links are signed. Immutable.
 *
 * @param signingKey the id of the key; absent for the one that signs first
 * @param lifetime how long the link works; shorter where the credentials that sign it end sooner; zero or negative for a link
 *     that has ended, as where the request waited for longer than its own link works
 */
public record LinkTerms(Optional<String> signingKey, Duration lifetime) {
    /** The shortest lifetime that S3 signs for. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest lifetime that S3 signs for. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** A link that is signed by whichever key signs first. */
    public static LinkTerms of(Duration lifetime) {
        return new LinkTerms(Optional.empty(), lifetime);
    }
}
