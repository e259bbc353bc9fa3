package dev.renditions.http.access;

import dev.renditions.http.message.ApiRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Page sessions that were signed out of before their link expired. Kept in memory until the link expires: if the server
 * restarts earlier, the session works again. Thread-safe.
 */
final class EndedSessions {
    private final Clock clock;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    EndedSessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Ends the session of a signature. The signature must have been verified, so that only clients with a valid link
     * can add entries.
     */
    void add(Signature signature) {
        Instant now = clock.instant();
        ended.values().removeIf(end -> !end.isAfter(now));
        ended.put(signature.value(), signature.expires());
    }

    /** Whether the session of a request, or the link that opens it, was ended. */
    boolean has(ApiRequest shown) {
        return shown.query().getOrDefault(Signature.SIGNATURE, List.of()).stream()
                .anyMatch(ended::containsKey);
    }
}
