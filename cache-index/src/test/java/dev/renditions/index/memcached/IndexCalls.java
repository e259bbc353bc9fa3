package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every call an index has, to see that none hangs and each fails in the same way when the servers do. */
final class IndexCalls {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RenditionKey KEY = freshKey();
    private static final Lease LEASE = new Lease(KEY, "token", Instant.parse("2100-01-01T00:00:00Z"));

    private static final SourceVersion SOURCE = freshSource();

    private static final AnalysisKey ANALYSIS = new AnalysisKey(ContentHash.of(new byte[0]), "condition", 1);
    private static final PermissionKey RIGHT = PermissionKey.of("caller", "bucket", "key");

    private static final Map<String, Consumer<ArtifactIndex>> REMEMBERING = Map.of(
            "recordIfAbsent", index -> index.recordIfAbsent(KEY, location(1), HOUR),
            "findAll", index -> index.findAll(Set.of(KEY, freshKey())),
            "findFailure", index -> index.findFailure(KEY),
            "recordFailure", index -> index.recordFailure(KEY, failure(1), HOUR),
            "findContent", index -> index.findContent(SOURCE),
            "recordContent", index -> index.recordContent(SOURCE, KEY.content(), HOUR),
            "evictContent", index -> index.evictContent(SOURCE),
            "findPermission", index -> index.findPermission(RIGHT),
            "recordPermission", index -> index.recordPermission(RIGHT, Permission.GRANTED, HOUR),
            "count", index -> index.count(Counter.of("absent", HOUR)));

    private static final Map<String, Consumer<ArtifactIndex>> CALLS = Map.of(
            "find", index -> index.find(KEY),
            "record", index -> index.record(KEY, location(1), HOUR),
            "evict", index -> index.evict(KEY),
            "findAnalysis", index -> index.findAnalysis(ANALYSIS),
            "recordAnalysis", index -> index.recordAnalysis(ANALYSIS, "{}", HOUR),
            "tryLease", index -> index.tryLease(KEY, HOUR),
            "renew", index -> index.renew(LEASE, HOUR),
            "publish", index -> index.publish(LEASE, location(1), HOUR),
            "release", index -> index.release(LEASE));

    private IndexCalls() {}

    /** Each call throws, naming {@code servers}, and is back in {@code limit}. */
    static void assertAllUnavailable(ArtifactIndex index, String servers, Duration limit) {
        Map<String, Consumer<ArtifactIndex>> all = new HashMap<>(CALLS);
        all.putAll(REMEMBERING);
        all.forEach((name, call) -> {
            long start = System.nanoTime();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .as(name)
                    .isThrownBy(() -> call.accept(index))
                    .withMessageContaining("memcached at " + servers)
                    .withMessageContaining("go on without the index");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(limit);
        });
    }
}
