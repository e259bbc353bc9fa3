package dev.renditions.bench;

import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/** The parts of a hit, each by itself, to find out which one is slow. */
public class PartsBenchmark {
    /** The entry, by the index. */
    @Benchmark
    public Optional<RenditionLocation> index(Hit hit) {
        return hit.index.locations().find(hit.key);
    }

    /** Of that, verifying its seal. */
    @Benchmark
    public Optional<byte[]> open(Hit hit) {
        return hit.seal.open(hit.text, hit.value);
    }

    /** Of that, parsing its JSON. */
    @Benchmark
    public Optional<RenditionLocation> decode(Hit hit) {
        return EntryCodec.decode(hit.payload);
    }

    /** The check that the store holds it. */
    @Benchmark
    public boolean store(Hit hit) {
        return hit.store.holds(hit.key, hit.location);
    }

    /** The name of the profile, with its fingerprint. */
    @Benchmark
    public ProfileId profile(Hit hit) {
        return hit.profile.id();
    }

    /** A job's folder, created and deleted. */
    @Benchmark
    public String folder(Hit hit) {
        try (var folder = hit.workspace.open()) {
            return folder.path().toString();
        }
    }
}
