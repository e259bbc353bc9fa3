package dev.renditions.fire;

import dev.renditions.api.RequestLimits;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.memcached.QuickDiscovery;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a worker process, passed on its command line.
 *
 * @param index the URI of its Memcached servers, or {@link #MEMORY}
 * @param budget how long a call on the index may take
 * @param store the address of its store, as {@link SharedStore} defines it
 * @param scene the folder that it shares with the test
 * @param lease the lifetime of its leases unless they are renewed
 * @param ffmpeg where the real ffmpeg is unpacked, if the worker encodes
 * @param profiles a file of profiles that the worker knows besides the built-in ones
 */
record WorkerSettings(
        String index,
        Duration budget,
        String store,
        Path scene,
        Duration lease,
        Optional<Path> ffmpeg,
        Optional<Path> profiles) {
    /** For tests in which a slow index on a busy machine would only be a disturbance. */
    static final Duration AMPLE_BUDGET = Duration.ofSeconds(10);

    /** An in-memory index of the worker alone. */
    static final String MEMORY = "memory:";

    static WorkerSettings of(String index, SharedStore store, Scene scene) {
        return new WorkerSettings(
                index,
                AMPLE_BUDGET,
                store.address(),
                scene.folder(),
                RequestLimits.LEASE,
                Optional.empty(),
                Optional.empty());
    }

    WorkerSettings withBudget(Duration other) {
        return new WorkerSettings(index, other, store, scene, lease, ffmpeg, profiles);
    }

    WorkerSettings withLease(Duration other) {
        return new WorkerSettings(index, budget, store, scene, other, ffmpeg, profiles);
    }

    WorkerSettings withFfmpeg(Path cache) {
        return new WorkerSettings(index, budget, store, scene, lease, Optional.of(cache), profiles);
    }

    WorkerSettings withProfiles(Path file) {
        return new WorkerSettings(index, budget, store, scene, lease, ffmpeg, Optional.of(file));
    }

    /** For a worker: opens the index. Auto discovery queries for servers far more often than usual. */
    ArtifactIndex openIndex() {
        if (index.equals(MEMORY)) {
            return MemoryIndex.create();
        }
        return QuickDiscovery.connect(MemcachedSettings.parse(index).withBudget(budget));
    }

    /** The profiles that the worker knows. */
    ProfileCatalog catalog() {
        return profiles.map(ProfileFile::read).orElseGet(ProfileCatalog::builtIn);
    }

    List<String> arguments() {
        return List.of(
                index,
                budget.toString(),
                store,
                scene.toString(),
                lease.toString(),
                ffmpeg.map(Path::toString).orElse(""),
                profiles.map(Path::toString).orElse(""));
    }

    static WorkerSettings parse(String... arguments) {
        return new WorkerSettings(
                arguments[0],
                Duration.parse(arguments[1]),
                arguments[2],
                Path.of(arguments[3]),
                Duration.parse(arguments[4]),
                path(arguments[5]),
                path(arguments[6]));
    }

    private static Optional<Path> path(String argument) {
        return Optional.of(argument).filter(path -> !path.isEmpty()).map(Path::of);
    }
}
