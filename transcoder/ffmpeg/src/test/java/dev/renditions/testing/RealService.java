package dev.renditions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.service.RenditionService;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The service with real parts in one folder: the bundled ffmpeg, a directory store, an index in memory. Every package that it
 * makes is checked against the rules of HLS and DASH. Thread-safe.
 */
public final class RealService implements AutoCloseable {
    /** ffmpeg is unpacked once for all tests. */
    private static final Path CACHE = Checkout.target("test-cache");

    /** The outcomes of renditions that were made for a request. */
    private static final Set<Outcome> MADE = EnumSet.of(Outcome.ENCODED, Outcome.ASSEMBLED, Outcome.REMUXED);

    private final Path folder;
    private final MemoryIndex index = MemoryIndex.create();
    private final DirectoryStore store;
    private final PlanRecorder transcoder;
    private final Map<RenditionKey, Plan.Make> plans = new ConcurrentHashMap<>();
    private final Workspace workspace;
    private final RenditionService service;

    private RealService(Path folder, Duration encodeLimit, int threads) {
        this.folder = folder;
        this.store = new DirectoryStore(storeFolder());
        this.transcoder =
                new PlanRecorder(FfmpegTranscoder.open(new FfmpegSettings(Optional.empty(), CACHE, false, threads)));
        this.workspace = new Workspace(workFolder(), Clock.systemUTC());
        this.service = new RenditionService(
                index, store, transcoder, workspace, RequestLimits.of(encodeLimit, Duration.ZERO), Timing.system());
    }

    /**
     * Opens a service with an empty store and index.
     *
     * @param folder an empty folder
     * @param encodeLimit how long one encode may take
     * @param threads threads for one encode
     */
    public static RealService in(Path folder, Duration encodeLimit, int threads) {
        return new RealService(folder, encodeLimit, threads);
    }

    /** The renditions of a file, in the order of the profiles. */
    public List<RenditionResult> render(Path source, List<Profile> profiles) {
        List<RenditionResult> results = service.render(new FileSource(source), profiles, RenditionListener.NONE);
        for (RenditionResult result : results) {
            if (MADE.contains(result.outcome())) {
                Plan.Make plan = transcoder.last(result.profile()).orElseThrow();
                plans.put(key(result), plan);
                assertConformant(plan, result);
            }
        }
        return results;
    }

    private static void assertConformant(Plan.Make plan, RenditionResult result) {
        if (plan instanceof StreamingPlan streaming) {
            Path main = Path.of(result.location().orElseThrow().uri());
            Conformance.assertConformant(
                    main.getParent(), Duration.ofSeconds(streaming.profile().segmentSeconds()));
        }
    }

    /** The rendition of a file; the listener is notified of each step. */
    public RenditionResult render(Path source, Profile profile, RenditionListener listener) {
        return service.render(new FileSource(source), List.of(profile), listener)
                .get(0);
    }

    /** The folder of temporary files of jobs. */
    public Path jobs() {
        return workFolder();
    }

    /**
     * The plan by which this service made the rendition of a result. Valid only if one file is rendered at a time.
     *
     * @throws java.util.NoSuchElementException if this service did not make it
     */
    public Plan.Make plan(RenditionResult result) {
        return Optional.ofNullable(plans.get(key(result))).orElseThrow();
    }

    private static RenditionKey key(RenditionResult result) {
        return new RenditionKey(result.content().orElseThrow(), result.profile());
    }

    /** The stored rendition of a result; empty if there is none. */
    public Optional<StoredRendition> stored(RenditionResult result) {
        return result.content().isEmpty() ? Optional.empty() : store.find(key(result));
    }

    /**
     * Verifies files against their plan, under neutral names. Files of a package keep their names, since they refer to each
     * other.
     */
    public void prove(Plan.Make plan, List<OutputFile> outputs) throws IOException {
        Path links = Files.createTempDirectory(folder, "prove");
        List<OutputFile> linked = new ArrayList<>();
        for (OutputFile output : outputs) {
            // ffmpeg guesses formats by names.
            Path link = links.resolve(plan instanceof StreamingPlan ? output.name() : "file-" + linked.size());
            Files.createSymbolicLink(link, output.file().toAbsolutePath());
            linked.add(new OutputFile(link, output.name(), output.mediaType()));
        }
        try {
            new OutputVerifier(transcoder).check(plan, linked);
        } finally {
            for (OutputFile link : linked) {
                Files.delete(link.file());
            }
            Files.delete(links);
        }
    }

    /** Probes a file under a neutral name, since ffmpeg guesses formats by names. */
    public MediaInfo probe(Path file) {
        try {
            Path link = Files.createTempDirectory(folder, "probe").resolve("source");
            try {
                return transcoder.probe(Files.createSymbolicLink(link, file.toAbsolutePath()));
            } finally {
                Files.delete(link);
                Files.delete(link.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The index of the service. */
    public MemoryIndex index() {
        return index;
    }

    /** The folder of the store. */
    public Path storeFolder() {
        return folder.resolve("store");
    }

    private Path workFolder() {
        return folder.resolve("work");
    }

    /** Fails if a job left a temporary file. Call it only while no job runs. */
    public void assertNothingTemporaryIsLeft() {
        for (Path place : List.of(workFolder(), storeFolder().resolve(".incoming"))) {
            try (Stream<Path> left = Files.exists(place) ? Files.list(place) : Stream.empty()) {
                assertThat(left).as("left in " + place).isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        service.close();
        index.close();
        store.close();
        workspace.close();
    }
}
