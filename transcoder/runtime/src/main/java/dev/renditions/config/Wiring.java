package dev.renditions.config;

import dev.renditions.api.MediaException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.SourceRights;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.directory.FileHashes;
import dev.renditions.directory.FileSource;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.EngineFacts;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.http.ApiContext;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.ServerStatistics;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.s3.PresignedRights;
import dev.renditions.s3.S3Source;
import dev.renditions.s3.S3Uri;
import dev.renditions.service.RenditionService;
import dev.renditions.service.index.StoredSeal;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.RenditionLayout;
import dev.renditions.workspace.SourceSpooler;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates all parts as the settings say, and connects them. With {@link StoreWiring} the only class that sees every adapter.
 * Expensive parts (the S3 client, ffmpeg) are created on first use. Thread-safe.
 */
public final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final Settings settings;
    private final FileHashes hashes;
    private final int threads;
    private final Workspace workspace;
    private final StoreWiring storeParts;
    private final InspectableStore store;
    private final StoreLeases leases;
    private final Optional<StoredSeal> keptSeal;
    private final ArtifactIndex index;
    private final Transcoder transcoder;
    private final RenditionService service;
    private volatile @Nullable FfmpegTranscoder ffmpeg;

    private Wiring(Settings settings, int threads) {
        this.settings = settings;
        this.threads = threads;
        this.hashes = new FileHashes(settings.cacheDir().resolve("hashes"), settings.paths());
        this.workspace = new Workspace(settings.workDir(), Clock.systemUTC(), settings.paths());
        this.storeParts = new StoreWiring(settings);
        this.store = storeParts.store();
        this.leases = storeParts.leases();
        this.keptSeal = keepsSeal(settings)
                ? Optional.of(new StoredSeal(storeParts.secret(), System::nanoTime))
                : Optional.empty();
        this.index = index(settings, keptSeal);
        this.transcoder = new LazyTranscoder(this::ffmpeg);
        this.service = new RenditionService(
                index,
                store,
                Optional.of(leases),
                settings.catalog().all(),
                transcoder,
                workspace,
                RequestLimits.of(settings.encodeLimit(), settings.verifiedFor()).with(settings.limits()),
                Timing.system());
    }

    /**
     * Creates the parts.
     *
     * @param threads how many threads one encode may use
     * @throws SettingsException if the configured ffmpeg, sandbox or store can't be used
     */
    public static Wiring of(Settings settings, int threads) {
        Wiring wiring = new Wiring(settings, threads);
        List<String> toCheck = new ArrayList<>();
        settings.ffmpeg().ifPresent(named -> toCheck.add(settings.origins().name(Setting.FFMPEG)));
        if (settings.sandbox().choice().required()) {
            toCheck.add(settings.origins().name(Setting.JAIL));
        }
        if (!toCheck.isEmpty()) {
            wiring.checkFfmpeg(String.join(", ", toCheck));
        }
        return wiring;
    }

    /**
     * An ffmpeg or sandbox that the user has configured is checked at once, so that a mistake is reported once and not
     * for every rendition.
     */
    private void checkFfmpeg(String named) {
        try {
            transcoder.engine();
        } catch (MediaException e) {
            close();
            throw new SettingsException(List.of(named + ": " + e.getMessage()));
        }
    }

    /**
     * Starts to read the key of the index from the store, so that the first request need not wait for it. Returns at
     * once. For processes that must answer soon after their start.
     */
    public void readAhead() {
        keptSeal.ifPresent(StoredSeal::begin);
    }

    public RenditionService service() {
        return service;
    }

    public InspectableStore store() {
        return store;
    }

    public ArtifactIndex index() {
        return index;
    }

    /** Probes and encodes. */
    public Transcoder transcoder() {
        return transcoder;
    }

    /**
     * Which ffmpeg is used, and how it is confined.
     *
     * @throws MediaException of kind ENGINE if none is available
     */
    public EngineFacts engineFacts() {
        transcoder.engine();
        return Objects.requireNonNull(ffmpeg, "asking for the engine opens it").facts();
    }

    /** The folders for temporary files of jobs. */
    public Workspace workspace() {
        return workspace;
    }

    /** Copies sources to temporary files, within the configured limits. */
    public SourceSpooler intake() {
        return new SourceSpooler(workspace, settings.limits());
    }

    /** The source that a user named. */
    public Source source(SourceAddress address) {
        if (address instanceof SourceAddress.Local local) {
            return new FileSource(local.path(), hashes);
        }
        S3Uri uri = ((SourceAddress.S3Object) address).uri();
        return s3Source(uri.bucket(), uri.key(), Optional.empty());
    }

    /** A local file as a source. */
    public Source file(Path path) {
        return new FileSource(path);
    }

    /** An object in S3 as a source, in the given version or the newest. */
    public Source s3Source(String bucket, String key, Optional<String> versionId) {
        return new S3Source(storeParts.s3(), bucket, key, versionId);
    }

    /** The same with the version that an event reported, so that S3 need not be asked for it. */
    public Source s3Source(String bucket, String key, Optional<String> versionId, String eTag, long bytes) {
        return new S3Source(
                storeParts.s3(),
                bucket,
                key,
                versionId,
                Optional.of(S3Source.versionOf(bucket, key, versionId, eTag, bytes)));
    }

    /** Whether an object belongs to the store. */
    public boolean ownsObject(String bucket, String key) {
        return settings.store() instanceof StoreAddress.Bucket b && b.holds(bucket, key);
    }

    /** The rendition that an object is a file of; absent if it is not a file of a rendition of this store. */
    public Optional<RenditionKey> renditionOf(String bucket, String key) {
        return settings.store() instanceof StoreAddress.Bucket b
                ? b.path(bucket, key).flatMap(RenditionLayout::keyOfFile)
                : Optional.empty();
    }

    /** The access policy for the API over HTTP: callers need a signed link or AWS authentication. */
    public AccessPolicy gate() {
        return settings.requests()
                .gate(index.counters(), index.permissions(), PresignedRights.of(storeParts.s3()), Clock.systemUTC());
    }

    /** The access policy of the local server: callers need a signed link; without keys everybody is admitted. */
    public AccessPolicy localGate(String uploads) {
        RequestSettings requests = settings.requests().allowing(uploads);
        SourceRights rights =
                (proof, source) -> PresignedRights.of(storeParts.s3()).granted(proof, source);
        return requests.localGate(index.counters(), index.permissions(), rights, Clock.systemUTC());
    }

    /** The store and its links, as the API needs them. */
    public ApiContext.Holdings holdings() {
        return storeParts.holdings(store);
    }

    /**
     * Deletes temporary files of killed processes. For code that does not share the folder for temporary files with
     * others.
     */
    public void tidy() {
        workspace.clear();
    }

    private Transcoder ffmpeg() {
        FfmpegTranscoder opened = FfmpegTranscoder.open(new FfmpegSettings(
                settings.ffmpeg(),
                settings.cacheDir(),
                settings.allowOldFfmpeg(),
                threads,
                settings.sandbox(),
                settings.limits(),
                settings.paths()));
        ffmpeg = opened;
        KeyExposure.warning(settings, opened.facts()).ifPresent(LOG::warn);
        return opened;
    }

    /** Whether the key of the index is kept in the store. */
    private static boolean keepsSeal(Settings settings) {
        return settings.index() instanceof IndexAddress.Memcached
                && settings.indexKey().isEmpty();
    }

    private static ArtifactIndex index(Settings settings, Optional<StoredSeal> kept) {
        if (settings.index() instanceof IndexAddress.Memcached memcached) {
            Supplier<Seal> seal = () -> settings.indexKey()
                    .or(() -> kept.map(StoredSeal::get))
                    .orElseThrow(() -> new IllegalStateException("statistics are not values"));
            return MemcachedIndex.connect(memcached.servers().withBudget(settings.indexBudget()), seal);
        }
        return MemoryIndex.create();
    }

    /** Statistics that the servers of the index report; empty for an index in memory. Needs no other settings. */
    public static List<ServerStatistics> indexStatistics(Settings settings) {
        try (ArtifactIndex index = index(settings, Optional.empty())) {
            return index instanceof MemcachedIndex memcached ? memcached.statistics() : List.of();
        }
    }

    /** Closes all parts and deletes temporary files. */
    @Override
    public void close() {
        service.close();
        index.close();
        leases.close();
        store.close();
        workspace.close();
        storeParts.close();
    }
}
