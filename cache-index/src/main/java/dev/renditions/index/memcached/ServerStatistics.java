package dev.renditions.index.memcached;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The statistics of one server. Immutable.
 *
 * @param server its configured host and port
 * @param figures the figures; absent if it did not answer
 */
public record ServerStatistics(String server, Optional<Figures> figures) {
    /**
     * The figures of one server. Counts are since its start and include requests of other programs.
     *
     * @param uptime time since its start
     * @param items current number of entries
     * @param bytes current size of the entries
     * @param mostBytes the size above which the server evicts entries
     * @param hits look-ups that found an entry
     * @param misses look-ups that found none
     * @param evictions entries evicted for lack of memory
     */
    public record Figures(
            Duration uptime, long items, long bytes, long mostBytes, long hits, long misses, long evictions) {
        /** Parses the reply to {@code stats}; empty if a figure is missing. */
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
