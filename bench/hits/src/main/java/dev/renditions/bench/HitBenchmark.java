package dev.renditions.bench;

import dev.renditions.api.RenditionResult;
import org.openjdk.jmh.annotations.Benchmark;

/** The hit and the bare get that are compared. */
public class HitBenchmark {
    /** A hit, from the request to its answer. */
    @Benchmark
    public RenditionResult service(Hit hit) {
        return hit.render();
    }

    /** The lower bound of a hit: its entry, from the same server, by the same client. */
    @Benchmark
    public Object client(Hit hit) {
        return hit.client.get(hit.text);
    }
}
