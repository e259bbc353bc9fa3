package dev.renditions.bench;

import dev.renditions.api.RequestLimits;
import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.service.RenditionService;
import dev.renditions.api.Source;
import dev.renditions.api.SpooledSource;
import dev.renditions.api.Timing;
import dev.renditions.workspace.Workspace;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import dev.renditions.media.MediaInfo;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.spy.memcached.MemcachedClient;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A rendition that a store holds and an index knows, and two ways to get it: the whole service, and a bare memcached
 * client that gets the same entry from the same server. The source's hash is known in advance, as that of an object in S3
 * may be, because hashing a file would outweigh everything else.
 */
@State(Scope.Benchmark)
public class Hit {
    private static final Duration BUDGET = Duration.ofSeconds(2);

    /** Where memcached listens. */
    @Param("127.0.0.1:11211")
    public String server;

    Path folder;
    Workspace workspace;
    ObjectStore store;
    ArtifactIndex index;
    Profile profile;
    RenditionKey key;
    RenditionLocation location;
    MemcachedClient client;
    String text;
    byte[] payload;
    byte[] value;
    final Seal seal = Seal.parse(Seal.newSecret());

    private RenditionService service;
    private Source source;

    /** Publishes the rendition and records it. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("renditions-hits");
        workspace = new Workspace(folder.resolve("work"), Clock.systemUTC());
        store = new DirectoryStore(folder.resolve("store"));
        // Ample: a busy machine must not turn hits into timeouts.
        index = MemcachedIndex.connect(
                MemcachedSettings.parse("memcached://" + server).withBudget(BUDGET), () -> seal);
        service = new RenditionService(
                index, store, new NoTranscoder(), workspace, RequestLimits.of(Duration.ofMinutes(1), Duration.ofSeconds(30)), Timing.system());
        profile = ProfileCatalog.builtIn().find("mp4-720p").orElseThrow();
        source = known();
        location = publish();
        index.locations().record(key, location, profile.ttl());
        text = IndexKeys.location(key);
        payload = EntryCodec.encode(location).orElseThrow();
        value = seal.seal(text, payload);
        client = BareClient.connect(server, BUDGET);
    }

    /** Calls the service; fails if the outcome is not a hit. */
    RenditionResult render() {
        RenditionResult result =
                service.render(source, List.of(profile), RenditionListener.NONE).get(0);
        if (result.outcome() != Outcome.HIT) {
            throw new IllegalStateException("no hit: " + result);
        }
        return result;
    }

    private Source known() throws IOException {
        Path file = Files.writeString(folder.resolve("film.mp4"), "film " + folder);
        SpooledSource spooled = new FileSource(file).spool(Files.createDirectory(folder.resolve("spooled")));
        key = new RenditionKey(spooled.content(), profile.id());
        return new Source() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public Optional<ContentHash> declaredContent() {
                return Optional.of(spooled.content());
            }

            @Override
            public SpooledSource spool(Path unused) {
                return spooled;
            }
        };
    }

    private RenditionLocation publish() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        byte[] bytes = "encoded".getBytes(StandardCharsets.UTF_8);
        Files.write(made.resolve(profile.fileName()), bytes);
        RenditionFile file =
                new RenditionFile(profile.fileName(), profile.mediaType(), bytes.length, ContentHash.of(bytes));
        MediaInfo media = new MediaInfo("mov", Optional.empty(), List.of(), List.of(), List.of(), 0);
        Manifest manifest =
                new Manifest(key, List.of(file), Duration.ofSeconds(12), "ffmpeg 8.1.2", media, Instant.now());
        return store.publish(manifest, made).rendition().location();
    }

    /** Deletes everything. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        client.shutdown();
        service.close();
        index.close();
        store.close();
        workspace.close();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Hit::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
