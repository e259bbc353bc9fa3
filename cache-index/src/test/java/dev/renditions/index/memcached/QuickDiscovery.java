package dev.renditions.index.memcached;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Duration;

/** Connects an index with a short discovery interval, for tests. */
public final class QuickDiscovery {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private QuickDiscovery() {}

    /** Connects; without discovery the interval has no effect. */
    public static ArtifactIndex connect(MemcachedSettings settings) {
        return MemcachedIndex.connect(settings, Samples::seal, INTERVAL);
    }
}
