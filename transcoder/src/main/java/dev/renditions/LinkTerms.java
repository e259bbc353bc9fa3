package dev.renditions;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long a link works, and with which key it is signed where links are. Immutable.
 *
 * @param signingKey the id of the key; absent for the one that signs first
 * @param lifetime how long the link works; shorter where the credentials that stand behind it end sooner
 */
public record LinkTerms(Optional<String> signingKey, Duration lifetime) {
    /** A link that is signed by whichever key signs first. */
    public static LinkTerms of(Duration lifetime) {
        return new LinkTerms(Optional.empty(), lifetime);
    }
}
