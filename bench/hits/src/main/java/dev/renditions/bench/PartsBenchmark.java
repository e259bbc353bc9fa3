package dev.renditions.bench;

import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/** What a hit is made of, each part by itself: where to look when the whole is too slow. */
public class PartsBenchmark {
    /** The entry, with what the index does around the client. */
    @Benchmark
    public Optional<RenditionLocation> index(Hit hit) {
        return hit.index.locations().find(hit.key);
    }

    /** Of that, the opening of its seal. */
    @Benchmark
    public Optional<byte[]> open(Hit hit) {
        return hit.seal.open(hit.text, hit.value);
    }

    /** Of that, the reading of its JSON. */
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

    /** A job's folder, made and deleted. */
    @Benchmark
    public String folder(Hit hit) {
        try (var folder = hit.workspace.open()) {
            return folder.path().toString();
        }
    }
}
