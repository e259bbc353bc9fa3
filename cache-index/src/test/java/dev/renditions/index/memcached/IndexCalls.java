package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.freshTrack;
import static dev.renditions.index.Samples.location;
import static dev.renditions.index.Samples.trackLocation;
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
import dev.renditions.index.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every call of every port of an index, to check that none hangs and all fail in the same way when the servers fail.
 */
final class IndexCalls {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RenditionKey KEY = freshKey();
    private static final Lease LEASE = new Lease(KEY, "token", Instant.parse("2100-01-01T00:00:00Z"));

    private static final TrackId TRACK = freshTrack();
    private static final SourceVersion SOURCE = freshSource();

    private static final AnalysisKey ANALYSIS = new AnalysisKey(ContentHash.of(new byte[0]), "condition", 1);
    private static final PermissionKey RIGHT = PermissionKey.of("caller", "bucket", "key");

    private static final Map<String, Consumer<ArtifactIndex>> OF_RENDITIONS = Map.of(
            "locations.find", index -> index.locations().find(KEY),
            "locations.record", index -> index.locations().record(KEY, location(1), HOUR),
            "locations.recordIfAbsent", index -> index.locations().recordIfAbsent(KEY, location(1), HOUR),
            "failures.find", index -> index.failures().find(KEY),
            "failures.record", index -> index.failures().record(KEY, failure(1), HOUR),
            "failures.evict", index -> index.failures().evict(KEY),
            "renditions.findAll", index -> index.renditions().findAll(Set.of(KEY, freshKey())),
            "renditions.evict", index -> index.renditions().evict(KEY),
            "renditions.publish", index -> index.renditions().publish(LEASE, location(1), HOUR));

    private static final Map<String, Consumer<ArtifactIndex>> OF_TRACKS = Map.of(
            "tracks.findAll", index -> index.tracks().findAll(Set.of(TRACK, freshTrack())),
            "tracks.record", index -> index.tracks().record(TRACK, trackLocation(1), HOUR),
            "tracks.recordIfAbsent", index -> index.tracks().recordIfAbsent(TRACK, trackLocation(1), HOUR),
            "tracks.evict", index -> index.tracks().evict(TRACK),
            "leases.tryLease of a track", index -> index.leases().tryLease(TRACK, HOUR));

    private static final Map<String, Consumer<ArtifactIndex>> OF_LEASES_AND_COUNTERS = Map.of(
            "leases.tryLease", index -> index.leases().tryLease(KEY, HOUR),
            "leases.renew", index -> index.leases().renew(LEASE, HOUR),
            "leases.release", index -> index.leases().release(LEASE),
            "counters.count", index -> index.counters().count(Counter.of("absent", HOUR)),
            "counters.forget", index -> index.counters().forget(Counter.of("absent", HOUR)));

    private static final Map<String, Consumer<ArtifactIndex>> OF_SOURCES = Map.of(
            "contentHashes.find", index -> index.contentHashes().find(SOURCE),
            "contentHashes.record", index -> index.contentHashes().record(SOURCE, KEY.content(), HOUR),
            "contentHashes.evict", index -> index.contentHashes().evict(SOURCE),
            "analyses.find", index -> index.analyses().find(ANALYSIS),
            "analyses.record", index -> index.analyses().record(ANALYSIS, "{}", HOUR),
            "permissions.find", index -> index.permissions().find(RIGHT),
            "permissions.record", index -> index.permissions().record(RIGHT, Permission.GRANTED, HOUR));

    private IndexCalls() {}

    /** Checks that each call throws within {@code limit} with a message that names {@code servers}. */
    static void assertAllUnavailable(ArtifactIndex index, String servers, Duration limit) {
        Map<String, Consumer<ArtifactIndex>> all = new HashMap<>(OF_RENDITIONS);
        all.putAll(OF_LEASES_AND_COUNTERS);
        all.putAll(OF_SOURCES);
        all.putAll(OF_TRACKS);
        all.forEach((name, call) -> {
            long start = System.nanoTime();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .as(name)
                    .isThrownBy(() -> call.accept(index))
                    .withMessageContaining("memcached at " + servers)
                    .withMessageContaining("check that memcached is running");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(limit);
        });
    }
}
