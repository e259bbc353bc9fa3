package dev.renditions.lambda;

import dev.renditions.api.Sleeper;
import dev.renditions.config.RequestSettings;
import dev.renditions.config.SettingsException;
import dev.renditions.config.Wiring;
import dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory;
import dev.renditions.files.PathRules;
import dev.renditions.http.ApiRules;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.event.EventParser;
import dev.renditions.lambda.queue.DeadLetters;
import dev.renditions.lambda.queue.EventBridgePublisher;
import dev.renditions.lambda.queue.ResultPublisher;
import dev.renditions.lambda.queue.SqsDeadLetters;
import dev.renditions.lambda.queue.SqsRedelivery;
import dev.renditions.lambda.queue.SqsWorkQueue;
import dev.renditions.lambda.telemetry.PowertoolsTelemetry;
import dev.renditions.lambda.telemetry.Telemetry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What one execution environment of Lambda keeps between invocations: connections, clients and caches. Before SnapStart
 * takes a snapshot, each of them is used once, so that its classes are loaded, and then closed, so that no connection,
 * credential or random number is restored twice. They are opened again right after a restore. Thread-safe.
 */
public final class ExecutionEnvironment implements Resource, AutoCloseable {
    /** The key of a rendition that does not exist. */
    private static final RenditionKey ABSENT =
            new RenditionKey(ContentHash.parse("0".repeat(64)), new ProfileId("none", "0".repeat(12)));

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionEnvironment.class);

    private static @Nullable ExecutionEnvironment shared;

    private final LambdaSettings settings;
    private final Telemetry telemetry;
    private @Nullable Opened opened;

    /** What is open between a restore and a snapshot. */
    private record Opened(Wiring wiring, FunctionContext parts, Optional<RequestFunctionContext> requests) {}

    ExecutionEnvironment(Map<String, String> environment, Telemetry telemetry) {
        this.settings = LambdaSettings.read(environment);
        this.telemetry = telemetry;
    }

    /**
     * The only instance of this process, created by the first call.
     *
     * @throws dev.renditions.config.SettingsException with all invalid settings
     */
    static synchronized ExecutionEnvironment shared() {
        ExecutionEnvironment known = shared;
        if (known == null) {
            // No other user runs processes in a function, so a warning is enough.
            OwnProcessMemory.protect(PathRules.STRICT.onlyWarning());
            known = new ExecutionEnvironment(System.getenv(), new PowertoolsTelemetry(System.getenv()));
            // Connect now, so that the first invocation does not wait for it.
            known.parts();
            // The context keeps only weak references; the static field keeps this reachable.
            Core.getGlobalContext().register(known);
            shared = known;
        }
        return known;
    }

    /** The context of a new invocation. Deletes the temporary files that a killed invocation left. */
    public synchronized FunctionContext begin() {
        Opened now = opened();
        now.wiring().tidy();
        return now.parts();
    }

    /**
     * Returns this instance. A function that can't queue work must fail at startup.
     *
     * @throws SettingsException if no queue is configured
     */
    ExecutionEnvironment forRequests() {
        if (settings.uploadsQueue().isEmpty()) {
            throw noQueue();
        }
        return this;
    }

    /**
     * The context for requests over the function URL.
     *
     * @throws SettingsException if no queue is configured
     */
    synchronized RequestFunctionContext requests() {
        return opened().requests().orElseThrow(ExecutionEnvironment::noQueue);
    }

    private static SettingsException noQueue() {
        return new SettingsException(List.of(LambdaSetting.UPLOADS_QUEUE.variable()
                + ": required to answer requests; set it to the URL of the queue that triggers the upload function"));
    }

    public synchronized FunctionContext parts() {
        return opened().parts();
    }

    private Opened opened() {
        Opened now = opened;
        if (now == null) {
            now = open();
            opened = now;
        }
        return now;
    }

    private Opened open() {
        Wiring wiring = Wiring.of(settings.settings(), Runtime.getRuntime().availableProcessors());
        wiring.readAhead();
        FunctionContext parts = new FunctionContext(
                new FunctionContext.Rules(settings.routes(), settings.settings().catalog(), settings.maxReceives()),
                wiring.service(),
                new S3ObjectResolver(wiring),
                FunctionContext.Index.of(wiring.index()),
                new FunctionContext.Outlets(
                        settings.deadLetters().map(queue -> new SqsDeadLetters(sqs(), queue)),
                        settings.eventBus().map(ExecutionEnvironment::announcer).orElse(ResultPublisher.NONE),
                        new SqsRedelivery(ExecutionEnvironment::sqs),
                        telemetry),
                Clock.systemUTC());
        return new Opened(wiring, parts, settings.uploadsQueue().map(queue -> requests(wiring, parts, queue)));
    }

    private RequestFunctionContext requests(Wiring wiring, FunctionContext parts, URI queue) {
        RequestSettings settled = settings.settings().requests();
        return new RequestFunctionContext(
                parts,
                wiring.holdings(),
                wiring.gate(),
                new ApiRules(settled.linkLifetime(), settled.maxWait(), Set.copyOf(settled.corsOrigins())),
                new SqsWorkQueue(sqs(), queue),
                Sleeper.SLEEP);
    }

    public static SqsClient sqs() {
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static ResultPublisher announcer(String bus) {
        return new EventBridgePublisher(
                EventBridgeClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                bus);
    }

    /** Before a snapshot: uses everything that a cache hit uses, then closes what must not be restored twice. */
    @Override
    public synchronized void beforeCheckpoint(Context<? extends Resource> context) {
        Opened now = opened();
        warmUp(now.wiring());
        close();
    }

    /** After a restore: connects again, with new credentials and random numbers. */
    @Override
    public synchronized void afterRestore(Context<? extends Resource> context) {
        opened();
    }

    /** Closes everything. A later call opens it again. */
    @Override
    public synchronized void close() {
        Opened last = opened;
        if (last != null) {
            close(last);
            opened = null;
        }
    }

    /** Loads the classes. A service that does not answer now may answer later. */
    private void warmUp(Wiring wiring) {
        attempt("the index", () -> wiring.index().locations().find(ABSENT));
        attempt("the store", () -> wiring.store().find(ABSENT));
        attempt("events", () -> EventParser.read(EventJson.object("{\"bucket\":\"b\",\"key\":\"k\"}")));
    }

    private static void attempt(String what, Runnable use) {
        try {
            use.run();
        } catch (RuntimeException e) {
            LOG.info("warm-up: {} is unavailable: {}", what, e.getMessage());
        }
    }

    private static void close(Opened opened) {
        opened.parts().outlets().deadLetters().ifPresent(DeadLetters::close);
        opened.parts().outlets().announcer().close();
        opened.parts().outlets().redelivery().close();
        opened.requests().ifPresent(requests -> requests.queue().close());
        opened.wiring().close();
    }
}
