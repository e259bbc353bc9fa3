package dev.renditions.index.memcached;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Duration;

/** An index that learns of a change of its servers at once, for tests that can't wait a minute. */
public final class QuickDiscovery {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private QuickDiscovery() {}

    /** Connects; without discovery it is an index like any other. */
    public static ArtifactIndex connect(MemcachedSettings settings) {
        return MemcachedIndex.connect(settings, Samples::seal, INTERVAL);
    }
}
