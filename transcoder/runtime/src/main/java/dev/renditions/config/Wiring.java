package dev.renditions.config;

import dev.renditions.api.IndexSecret;
import dev.renditions.api.MediaException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.SourceRights;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.directory.DirectoryIndexKey;
import dev.renditions.directory.DirectoryLeases;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileHashes;
import dev.renditions.directory.FileSource;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.EngineFacts;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.http.ApiContext;
import dev.renditions.http.FileLinks;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.ServerStatistics;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.s3.BucketIndexKey;
import dev.renditions.s3.Expiry;
import dev.renditions.s3.PresignedRights;
import dev.renditions.s3.S3Clients;
import dev.renditions.s3.S3Leases;
import dev.renditions.s3.S3Links;
import dev.renditions.s3.S3Source;
import dev.renditions.s3.S3Store;
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
import software.amazon.awssdk.services.s3.S3Client;

/**
 * All parts put together as the settings say: the one class that sees every adapter. What is dear (the S3 client, ffmpeg)
 * is made when it is first needed. Safe for use by many threads.
 */
public final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final Settings settings;
    private final FileHashes hashes;
    private final int threads;
    private final Workspace workspace;
    private final InspectableStore store;
    private final StoreLeases leases;
    private final Optional<StoredSeal> keptSeal;
    private final ArtifactIndex index;
    private final Transcoder transcoder;
    private final RenditionService service;
    private @Nullable S3Client s3;
    private @Nullable S3Links s3Links;
    private volatile @Nullable FfmpegTranscoder ffmpeg;

    private Wiring(Settings settings, int threads) {
        this.settings = settings;
        this.threads = threads;
        this.hashes = new FileHashes(settings.cacheDir().resolve("hashes"), settings.paths());
        this.workspace = new Workspace(settings.workDir(), Clock.systemUTC(), settings.paths());
        this.store = store(settings.store());
        this.leases = leases(settings.store());
        this.keptSeal = keepsSeal(settings)
                ? Optional.of(new StoredSeal(secret(settings.store()), System::nanoTime))
                : Optional.empty();
        this.index = index(settings, keptSeal);
        this.transcoder = new LazyTranscoder(this::ffmpeg);
        this.service = new RenditionService(
                index,
                store,
                Optional.of(leases),
                transcoder,
                workspace,
                RequestLimits.of(settings.encodeLimit(), settings.verifiedFor()).with(settings.limits()),
                Timing.system());
    }

    /**
     * Puts everything together.
     *
     * @param threads how many threads one encode may ask for
     * @throws SettingsException if the ffmpeg, the jail or the store that is set can't be used
     */
    public static Wiring of(Settings settings, int threads) {
        Wiring wiring = new Wiring(settings, threads);
        List<String> toCheck = new ArrayList<>();
        settings.ffmpeg().ifPresent(named -> toCheck.add(settings.origins().name(Setting.FFMPEG)));
        if (settings.jail().choice().demanded()) {
            toCheck.add(settings.origins().name(Setting.JAIL));
        }
        if (!toCheck.isEmpty()) {
            wiring.checkFfmpeg(String.join(", ", toCheck));
        }
        return wiring;
    }

    /** What a user named is a setting: what is wrong with it is said once, not for every rendition. */
    private void checkFfmpeg(String named) {
        try {
            transcoder.engine();
        } catch (MediaException e) {
            close();
            throw new SettingsException(List.of(named + ": " + e.getMessage()));
        }
    }

    /**
     * Starts what the first request would wait for: the key of the index is read from the store. For processes that are
     * started to answer soon; returns at once.
     */
    public void readAhead() {
        keptSeal.ifPresent(StoredSeal::begin);
    }

    /** The service. */
    public RenditionService service() {
        return service;
    }

    /** The store. */
    public InspectableStore store() {
        return store;
    }

    /** The index. */
    public ArtifactIndex index() {
        return index;
    }

    /** What probes and encodes. */
    public Transcoder transcoder() {
        return transcoder;
    }

    /**
     * What encodes here, and how it is confined.
     *
     * @throws MediaException of kind ENGINE if there is none
     */
    public EngineFacts engineFacts() {
        transcoder.engine();
        return Objects.requireNonNull(ffmpeg, "asking for the engine opens it").facts();
    }

    /** The folders of jobs. */
    public Workspace workspace() {
        return workspace;
    }

    /** Reads sources within the limits that are set. */
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

    /** A file of this machine. */
    public Source file(Path path) {
        return new FileSource(path);
    }

    /** An object in S3, in that version if one is named. */
    public Source s3Source(String bucket, String key, Optional<String> versionId) {
        return new S3Source(s3(), bucket, key, versionId);
    }

    /** The same, as an event tells of it: then it need not be looked at to be known again. */
    public Source s3Source(String bucket, String key, Optional<String> versionId, String eTag, long bytes) {
        return new S3Source(
                s3(), bucket, key, versionId, Optional.of(S3Source.versionOf(bucket, key, versionId, eTag, bytes)));
    }

    /** Whether an object is one of the store's own. */
    public boolean ownsObject(String bucket, String key) {
        return settings.store() instanceof StoreAddress.Bucket b && b.holds(bucket, key);
    }

    /** The rendition that an object is a file of; absent if it is none of the store's. */
    public Optional<RenditionKey> renditionOf(String bucket, String key) {
        return settings.store() instanceof StoreAddress.Bucket b
                ? b.path(bucket, key).flatMap(RenditionLayout::keyOfFile)
                : Optional.empty();
    }

    /** Who may ask over HTTP: those who have a signed link, or whom AWS has authenticated. */
    public AccessPolicy gate() {
        return settings.requests()
                .gate(index.counters(), index.permissions(), PresignedRights.of(s3()), Clock.systemUTC());
    }

    /** Who may ask this machine's own server: those with a signed link, or everybody where there are no keys. */
    public AccessPolicy localGate(String uploads) {
        RequestSettings requests = settings.requests().allowing(uploads);
        SourceRights rights = (proof, source) -> PresignedRights.of(s3()).granted(proof, source);
        return requests.localGate(index.counters(), index.permissions(), rights, Clock.systemUTC());
    }

    /** What the store holds, as it is answered over HTTP. */
    public ApiContext.Holdings holdings() {
        LinkSigner signer = settings.requests()
                .signingKeys()
                .map(keys -> LinkSigner.with(keys, Clock.systemUTC()))
                .orElse(LinkSigner.NONE);
        if (settings.store() instanceof StoreAddress.Directory directory) {
            Path root = directory.path().toAbsolutePath().normalize();
            return new ApiContext.Holdings(
                    store, new FileLinks(DirectoryStore.baseOf(root), signer), signer, Optional.of(root));
        }
        return new ApiContext.Holdings(store, s3Links(), signer, Optional.empty());
    }

    /** Deletes what killed processes left of their work: for who has the folder for temporary files to itself. */
    public void tidy() {
        workspace.clear();
    }

    private InspectableStore store(StoreAddress address) {
        if (address instanceof StoreAddress.Bucket bucket) {
            if (settings.limits().outputBytes() > S3Store.LARGEST_FILE) {
                throw new SettingsException(
                        List.of(settings.origins().name(Setting.MAX_OUTPUT_SIZE) + ": S3 takes files of "
                                + S3Store.LARGEST_FILE + " bytes at most; set no more than that, or another store"));
            }
            Expiry expiry = settings.storeExpiry()
                    .map(age -> Expiry.of(age, Clock.systemUTC()))
                    .orElse(Expiry.NEVER);
            return new S3Store(s3(), bucket.name(), bucket.prefix(), expiry);
        }
        Path folder = PathSettings.store(
                settings.origins().name(Setting.STORE), ((StoreAddress.Directory) address).path(), settings.paths());
        return new DirectoryStore(folder, settings.storeReaders());
    }

    private StoreLeases leases(StoreAddress address) {
        if (address instanceof StoreAddress.Bucket bucket) {
            return new S3Leases(s3(), bucket.name(), bucket.prefix());
        }
        return new DirectoryLeases(((StoreAddress.Directory) address).path(), settings.storeReaders());
    }

    private Transcoder ffmpeg() {
        FfmpegTranscoder opened = FfmpegTranscoder.open(new FfmpegSettings(
                settings.ffmpeg(),
                settings.cacheDir(),
                settings.allowOldFfmpeg(),
                threads,
                settings.jail(),
                settings.limits(),
                settings.paths()));
        ffmpeg = opened;
        KeyExposure.warning(settings, opened.facts()).ifPresent(LOG::warn);
        return opened;
    }

    private IndexSecret secret(StoreAddress address) {
        if (address instanceof StoreAddress.Bucket bucket) {
            return new BucketIndexKey(s3(), bucket.name(), bucket.prefix());
        }
        return new DirectoryIndexKey(((StoreAddress.Directory) address).path(), settings.storeReaders());
    }

    /** Whether the store keeps the key of the index. */
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

    /** What the servers of the index say of themselves; none if it is in memory. Needs nothing else that is set. */
    public static List<ServerStatistics> indexStatistics(Settings settings) {
        try (ArtifactIndex index = index(settings, Optional.empty())) {
            return index instanceof MemcachedIndex memcached ? memcached.statistics() : List.of();
        }
    }

    private synchronized S3Client s3() {
        S3Client client = s3;
        if (client == null) {
            client = S3Clients.create(settings.s3PathStyle());
            s3 = client;
        }
        return client;
    }

    private synchronized S3Links s3Links() {
        S3Links made = s3Links;
        if (made == null) {
            made = new S3Links(S3Clients.presigner(settings.s3PathStyle()));
            s3Links = made;
        }
        return made;
    }

    /** Lets go of everything; temporary files go too. */
    @Override
    public void close() {
        service.close();
        index.close();
        leases.close();
        store.close();
        workspace.close();
        closeS3();
    }

    private synchronized void closeS3() {
        if (s3 != null) {
            s3.close();
        }
        if (s3Links != null) {
            s3Links.close();
        }
    }
}
