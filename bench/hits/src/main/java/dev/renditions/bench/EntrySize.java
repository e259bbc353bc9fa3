package dev.renditions.bench;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import net.spy.memcached.MemcachedClient;

/** The size of an entry as memcached reports it, measured with ten thousand entries. */
final class EntrySize {
    private static final int ENTRIES = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Memcached allocates its memory in pages of this size. */
    private static final long PAGE = 1 << 20;

    private EntrySize() {}

    static String measure(String server) throws IOException {
        Seal seal = Seal.parse(Seal.newSecret());
        MemcachedIndex index = MemcachedIndex.connect(
                MemcachedSettings.parse("memcached://" + server).withBudget(LIMIT), () -> seal);
        MemcachedClient client = BareClient.connect(server, LIMIT);
        try (index) {
            Map<String, String> before = stats(client, "");
            for (int i = 0; i < ENTRIES; i++) {
                record(index, i);
            }
            Map<String, String> after = stats(client, "");
            long stored = number(after, "curr_items") - number(before, "curr_items");
            double bytes = (number(after, "bytes") - number(before, "bytes")) / (double) stored;
            return fits(stats(client, "slabs"), bytes, stored);
        } finally {
            client.shutdown();
        }
    }

    private static String fits(Map<String, String> slabs, double bytes, long stored) {
        String fullest = slabs.keySet().stream()
                .filter(name -> name.endsWith(":used_chunks"))
                .max(Comparator.comparingLong(name -> number(slabs, name)))
                .orElseThrow()
                .replace(":used_chunks", "");
        long chunk = number(slabs, fullest + ":chunk_size");
        long fit = (1L << 30) / PAGE * number(slabs, fullest + ":chunks_per_page");
        return "An entry: %.0f bytes of memcached with key and head (%d stored), in a chunk of %d; %,d of them fit in 1 GiB"
                .formatted(bytes, stored, chunk, fit);
    }

    private static void record(MemcachedIndex index, int number) {
        ContentHash hash = ContentHash.of(("film " + number).getBytes(StandardCharsets.UTF_8));
        RenditionKey key = new RenditionKey(hash, new ProfileId("mp4-720p", "0123456789ab"));
        URI uri = URI.create(
                "s3://example-media-renditions/renditions/" + hash.hex().substring(0, 2) + "/" + hash + "/"
                        + key.profile() + "/" + hash.hex().substring(0, 12) + "/video.mp4");
        index.locations().record(
                key,
                new RenditionLocation(uri, "video/mp4", 10_000_000L + number, Duration.ofMillis(12_345)),
                Duration.ofDays(30));
    }

    private static Map<String, String> stats(MemcachedClient client, String kind) {
        return (kind.isEmpty() ? client.getStats() : client.getStats(kind))
                .values()
                .iterator()
                .next();
    }

    private static long number(Map<String, String> stats, String name) {
        return Long.parseLong(stats.get(name));
    }
}
