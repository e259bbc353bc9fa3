package dev.renditions.http.access;

import dev.renditions.http.message.ApiRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Page sessions that were signed out of before their link was over. Kept in memory, each until its link is over: a session
 * that was ended is good again if the server restarts within that time. Safe for use by many threads.
 */
final class EndedSessions {
    private final Clock clock;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    EndedSessions(Clock clock) {
        this.clock = clock;
    }

    /** Ends the session of a signature that was checked: whoever has no key can't add one. */
    void add(Signature signature) {
        Instant now = clock.instant();
        ended.values().removeIf(end -> !end.isAfter(now));
        ended.put(signature.value(), signature.expires());
    }

    /** Whether the session of a request, or the link that it opens, was ended. */
    boolean has(ApiRequest shown) {
        return shown.query().getOrDefault(Signature.SIGNATURE, List.of()).stream()
                .anyMatch(ended::containsKey);
    }
}
