package dev.renditions.testing;

import dev.renditions.api.IndexSecret;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.SourceException;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.files.PathRules;
import dev.renditions.http.ApiContext;
import dev.renditions.http.ApiRules;
import dev.renditions.http.FileLinks;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.AllowAll;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.server.LocalServer;
import dev.renditions.server.ServerParts;
import dev.renditions.server.ServerSettings;
import dev.renditions.server.connection.ConnectionLimits;
import dev.renditions.server.upload.UploadLimits;
import dev.renditions.service.RenditionService;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A running local server on a free port of this machine, over a directory store and an index in memory, with a client.
 * Thread-safe.
 */
public final class TestServer implements AutoCloseable {
    /** Small, so that tests can exceed it quickly. */
    public static final long MOST_BYTES = 1_000_000;

    public static final int QUEUE = 3;

    private static final ConnectionLimits CONNECTIONS = ConnectionLimits.of(256);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final MemoryIndex index = MemoryIndex.create();
    private final DirectoryStore store;
    private final Workspace workspace;
    private final RenditionService service;
    private final LocalServer server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private TestServer(
            Path folder,
            Transcoder transcoder,
            long mostBytes,
            Optional<SigningKeys> keys,
            ConnectionLimits limits,
            String... origins) {
        this.folder = folder;
        Path root = folder.resolve("store").toAbsolutePath();
        this.store = new DirectoryStore(root);
        this.workspace = new Workspace(folder.resolve("work"), Clock.systemUTC());
        this.service = new RenditionService(
                index,
                store,
                transcoder,
                workspace,
                RequestLimits.of(Duration.ofMinutes(1), Duration.ZERO),
                Timing.system());
        LinkSigner signer = keys.map(k -> LinkSigner.with(k, Clock.systemUTC())).orElse(LinkSigner.NONE);
        AllowedSources allowed = AllowedSources.none().with("uploads");
        GuardedSources guarded =
                new GuardedSources(AllowedSources.none(), (proof, source) -> false, index.permissions());
        ServerParts parts = new ServerParts(
                service,
                index.locations(),
                ProfileCatalog.builtIn(),
                new ApiContext.Holdings(
                        store, new FileLinks(DirectoryStore.baseOf(root), signer), signer, Optional.of(root)),
                keys.<AccessPolicy>map(k -> RequestAccessPolicy.ofPage(
                                k,
                                Optional.empty(),
                                new RetryLimit(index.counters(), Clock.systemUTC()),
                                allowed,
                                guarded,
                                Clock.systemUTC()))
                        .orElseGet(() -> new AllowAll(Optional.empty(), allowed, guarded)),
                new ApiRules(Duration.ofHours(1), Duration.ofSeconds(50), Set.of(origins)),
                FileSource::new,
                PathRules.STRICT,
                name -> {
                    throw new SourceException(SourceException.Kind.MISSING, "S3 is not available in this test");
                });
        try {
            this.server = LocalServer.start(
                    parts,
                    new ServerSettings(
                            InetAddress.getLoopbackAddress(),
                            0,
                            uploads(),
                            new UploadLimits(mostBytes, 1, Long.MAX_VALUE, Integer.MAX_VALUE, Optional.empty()),
                            limits,
                            1,
                            QUEUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that processes one source at a time; {@link #QUEUE} may wait. */
    public static TestServer in(Path folder, Transcoder transcoder) {
        return new TestServer(folder, transcoder, MOST_BYTES, Optional.empty(), CONNECTIONS);
    }

    /** The same for files of any size. */
    public static TestServer ofAnySize(Path folder, Transcoder transcoder) {
        return new TestServer(folder, transcoder, Long.MAX_VALUE, Optional.empty(), CONNECTIONS);
    }

    /** Like {@link #in}, with other origins whose pages may read responses. */
    public static TestServer withOrigins(Path folder, Transcoder transcoder, String... origins) {
        return new TestServer(folder, transcoder, MOST_BYTES, Optional.empty(), CONNECTIONS, origins);
    }

    /** Like {@link #ofAnySize}, with signing keys. */
    public static TestServer withKeys(Path folder, Transcoder transcoder, SigningKeys keys) {
        return new TestServer(folder, transcoder, Long.MAX_VALUE, Optional.of(keys), CONNECTIONS);
    }

    /** Like {@link #in}, with other limits on connections. */
    public static TestServer within(ConnectionLimits limits, Path folder, Transcoder transcoder) {
        return new TestServer(folder, transcoder, MOST_BYTES, Optional.empty(), limits);
    }

    /** The server itself. */
    public LocalServer server() {
        return server;
    }

    /** The server's index. */
    public MemoryIndex index() {
        return index;
    }

    public URI uri() {
        return server.uri();
    }

    /** The folder of uploads. */
    public Path uploads() {
        return folder.resolve("uploads");
    }

    /** Every file under a folder; empty if the folder does not exist. */
    public static List<Path> filesIn(Path folder) {
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of a folder for uploads, except the records of who sent them. */
    public static List<Path> filesInUploads(Path uploads) {
        Path owners = uploads.resolve(".owners");
        return filesIn(uploads).stream()
                .filter(file -> !file.startsWith(owners))
                .toList();
    }

    /** Every file of a store, except analyses and the two permanent ones: the lock file, and the key of the index. */
    public static List<Path> filesInStore(Path store) {
        Set<Path> kept = Set.of(store.resolve(".leases").resolve("locks"), store.resolve(IndexSecret.NAME));
        return filesIn(store).stream()
                .filter(file -> !kept.contains(file))
                .filter(file -> !file.getParent().endsWith("analyses"))
                .toList();
    }

    /** Temporary files that jobs have left. */
    public List<Path> work() {
        return filesIn(folder.resolve("work"));
    }

    public HttpResponse<String> get(String target, String... headers) {
        return send(request(target, headers).GET().build());
    }

    /**
     * Uploads a text.
     *
     * @return the key of the upload
     */
    public String upload(String name, String text) {
        HttpResponse<String> answer = put(name, text);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body().replaceAll(".*\"key\":\"([^\"]*)\".*", "$1");
    }

    public HttpResponse<String> put(String name, String text, String... headers) {
        return send(request("v1/uploads/" + name, headers)
                .PUT(HttpRequest.BodyPublishers.ofString(text))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public HttpRequest.Builder request(String target, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri().resolve(target)).timeout(LIMIT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpClient client() {
        return client;
    }

    /** Stops only the server, as a signal would. */
    public void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        service.close();
        index.close();
        store.close();
        workspace.close();
    }
}
