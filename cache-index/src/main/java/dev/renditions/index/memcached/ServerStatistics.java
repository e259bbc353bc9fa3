package dev.renditions.index.memcached;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one server says of itself. Immutable.
 *
 * @param server its name and port, as it was set
 * @param figures the figures; absent if it gave no answer
 */
public record ServerStatistics(String server, Optional<Figures> figures) {
    /**
     * All of them since the server started, but for what it holds now. Other programs that use it count too.
     *
     * @param uptime how long it has run
     * @param items entries it holds
     * @param bytes what they take up
     * @param mostBytes what they may take up before the server forgets some
     * @param hits questions for an entry that was there
     * @param misses questions for one that was not
     * @param evictions entries that it forgot before their time, for want of room
     */
    public record Figures(
            Duration uptime, long items, long bytes, long mostBytes, long hits, long misses, long evictions) {
        /** Reads the answer to {@code stats}; absent if it is none. */
        static Optional<Figures> of(Map<String, String> answer) {
            try {
                return Optional.of(new Figures(
                        Duration.ofSeconds(number(answer, "uptime")),
                        number(answer, "curr_items"),
                        number(answer, "bytes"),
                        number(answer, "limit_maxbytes"),
                        number(answer, "get_hits"),
                        number(answer, "get_misses"),
                        number(answer, "evictions")));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static long number(Map<String, String> answer, String name) {
            return Long.parseLong(answer.getOrDefault(name, ""));
        }
    }
}
