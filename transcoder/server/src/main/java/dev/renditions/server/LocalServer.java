package dev.renditions.server;

import dev.renditions.api.Source;
import dev.renditions.api.SourceName;
import dev.renditions.http.Api;
import dev.renditions.http.ApiContext;
import dev.renditions.http.StoredFiles;
import dev.renditions.http.routing.RouteTable;
import dev.renditions.http.routing.Router;
import dev.renditions.server.connection.PacedConnector;
import dev.renditions.server.jobs.JobScheduler;
import dev.renditions.server.jobs.JobState;
import dev.renditions.server.upload.UploadNames;
import dev.renditions.server.upload.UploadReceiver;
import dev.renditions.server.upload.Uploads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local server: the API, uploads, events and the page. Thread-safe. */
public final class LocalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

    /** Each request that waits for a rendition occupies a thread; others must still be answered. */
    private static final int WAITERS = 512;

    private static final int THREADS = WAITERS + 128;
    private static final int LISTENERS = 64;
    /** Enough for a presigned URL in one of the headers. */
    private static final int HEADER_BYTES = 16 << 10;

    /**
     * Names of files contain percent signs and backslashes, and keys double slashes; the API parses each path as it was
     * sent.
     */
    private static final UriCompliance URIS = UriCompliance.DEFAULT.with(
            "KEYS",
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration CLEANING = Duration.ofHours(1);

    private final Server server;
    private final ServerConnector connector;
    private final ServerHandler handler;
    /** Tracks the requests whose response is not complete. */
    private final GracefulHandler answering;

    private final JobScheduler jobs;
    private final EventHub events;
    private final InetAddress address;
    private final ScheduledExecutorService cleaner = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "uploads");
        thread.setDaemon(true);
        return thread;
    });

    private LocalServer(ServerParts parts, ServerSettings settings) {
        this.address = settings.address();
        Uploads uploads = new Uploads(
                settings.uploads(), settings.uploadLimits(), parts.files(), parts.paths(), Clock.systemUTC());
        uploads.deleteLeftovers();
        ScheduledFuture<?> unused = cleaner.scheduleAtFixedRate(
                () -> clean(uploads), CLEANING.toMillis(), CLEANING.toMillis(), TimeUnit.MILLISECONDS);
        this.events = new EventHub(LISTENERS);
        ServerMetrics meters = new ServerMetrics();
        JobEventPublisher activity = new JobEventPublisher(events, meters);
        this.jobs = new JobScheduler(
                name -> source(name, uploads, parts),
                parts.service(),
                activity,
                new JobScheduler.Bounds(settings.workers(), settings.queue(), WAITERS));
        measure(meters, parts);
        this.handler = new ServerHandler(
                router(parts, meters, uploads, new EventStream(events, () -> activity.soFar(jobs.states()))),
                parts.gate(),
                new OriginCheck(address.isLoopbackAddress(), parts.rules().origins()),
                meters);
        this.answering = new GracefulHandler(handler);
        this.server = new Server(new QueuedThreadPool(THREADS));
        this.connector = connector(server, settings);
        server.setHandler(answering);
        server.setErrorHandler(new JettyErrorHandler());
        server.setStopTimeout(GRACE.toMillis());
    }

    /**
     * Starts a server.
     *
     * @throws IOException if it can't listen on its port, usually because the port is in use
     */
    public static LocalServer start(ServerParts parts, ServerSettings settings) throws IOException {
        LocalServer started = new LocalServer(parts, settings);
        try {
            started.connector.open();
            started.server.start();
        } catch (IOException e) {
            started.close();
            throw e;
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the server failed to start", e);
        }
        return started;
    }

    private static void clean(Uploads uploads) {
        try {
            uploads.deleteLeftovers();
        } catch (RuntimeException e) {
            LOG.warn("expired uploads could not be deleted", e);
        }
    }

    private static Source source(SourceName name, Uploads uploads, ServerParts parts) {
        return name.bucket().equals(Uploads.BUCKET)
                ? uploads.open(name.key())
                : parts.objects().apply(name);
    }

    private Router router(ServerParts parts, ServerMetrics meters, Uploads uploads, EventStream stream) {
        ApiContext.Holdings holdings = parts.holdings();
        ApiContext api = new ApiContext(
                parts.catalog(),
                jobs,
                holdings,
                parts.gate(),
                parts.service()::counts,
                parts.service()::wasted,
                parts.service()::savedByTracks,
                parts.rules(),
                Clock.systemUTC());
        UploadNames names = new UploadNames();
        StoredFiles stored = new StoredFiles(api);
        StoreListing listing = new StoreListing(holdings.store(), stored, names);
        Health health = new Health(holdings.store(), parts.index(), System::nanoTime);
        LocalRoutes more = new LocalRoutes(
                parts.gate(),
                new UploadReceiver(uploads, names),
                stream,
                routed -> listing.answer(routed.request()),
                stored,
                routed -> meters.answer(),
                PageFiles.load(holdings.files().isEmpty()));
        return new Router(
                Api.routes(api, routed -> health.answer()).with(more.routes()),
                parts.gate(),
                parts.rules().origins());
    }

    private void measure(ServerMetrics meters, ServerParts parts) {
        meters.lookups(parts.service()::counts);
        meters.wasted(parts.service()::wasted);
        meters.savedByTracks(parts.service()::savedByTracks);
        meters.gauge("renditions_queue_depth", "Sources waiting in the queue.", jobs::queued);
        meters.gauge(
                "renditions_encodes_in_flight",
                "Renditions being encoded.",
                () -> jobs.states().stream()
                        .filter(state -> state.phase() == JobState.Phase.ENCODING)
                        .count());
        meters.gauge(
                "renditions_jobs_in_flight",
                "Renditions waiting or being made.",
                () -> jobs.states().size());
        meters.gauge("renditions_requests_waiting", "Requests waiting for a rendition.", jobs::waiting);
        meters.gauge("renditions_event_listeners", "Clients receiving events.", events::listening);
        meters.gauge(
                "renditions_event_listeners_dropped",
                "Event clients dropped because they were slow or had disconnected.",
                events::dropped);
    }

    private static ServerConnector connector(Server server, ServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setUriCompliance(URIS);
        ServerConnector connector = new PacedConnector(server, settings.connections(), new HttpConnectionFactory(http));
        connector.setHost(settings.address().getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setReuseAddress(true);
        // With a short queue, attackers could fill it, and others would have to reconnect a second later.
        connector.setAcceptQueueSize(settings.connections().total());
        server.addConnector(connector);
        return connector;
    }

    RouteTable routes() {
        return handler.routes();
    }

    /** The server's address, with a slash at its end. */
    public URI uri() {
        String host = address.getHostAddress();
        return URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort() + "/");
    }

    /** Waits until the server is stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    /**
     * Stops the server: it accepts no more requests, stops encoders and deletes their temporary files, and answers
     * waiting requests with 503. Takes some seconds at most. Idempotent.
     */
    @Override
    public void close() {
        handler.refuse();
        cleaner.shutdownNow();
        jobs.close();
        events.close();
        awaitAnswers();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the server did not stop cleanly: {}", e.toString());
        }
    }

    /**
     * Waits until every open request has its response. Jetty's own stop waits too, but also closes connections that
     * have been idle for a second: those of clients that wait for a rendition, in the middle of their 503.
     */
    private void awaitAnswers() {
        try {
            answering.shutdown().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("requests are still open {} s after the server started to stop", GRACE.toSeconds());
        }
    }
}
