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
 * What one execution environment of Lambda keeps from invocation to invocation: connections, clients, what was learned. A
 * snapshot (SnapStart) is taken of a process in which all of it was used once and then let go of, so that classes are loaded
 * and no connection, credential or random number is restored twice; the first thing after a restore is to open it again.
 * Safe for use by many threads.
 */
public final class ExecutionEnvironment implements Resource, AutoCloseable {
    /** A rendition that nobody ever makes. */
    private static final RenditionKey NOBODYS =
            new RenditionKey(ContentHash.parse("0".repeat(64)), new ProfileId("none", "0".repeat(12)));

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionEnvironment.class);

    private static @Nullable ExecutionEnvironment shared;

    private final LambdaSettings settings;
    private final Telemetry telemetry;
    private @Nullable Opened opened;

    /** What is open between restore and snapshot. */
    private record Opened(Wiring wiring, FunctionContext parts, Optional<RequestFunctionContext> requests) {}

    ExecutionEnvironment(Map<String, String> environment, Telemetry telemetry) {
        this.settings = LambdaSettings.read(environment);
        this.telemetry = telemetry;
    }

    /**
     * The one of this process.
     *
     * @throws dev.renditions.config.SettingsException with every mistake in the environment, if there is one
     */
    static synchronized ExecutionEnvironment shared() {
        ExecutionEnvironment known = shared;
        if (known == null) {
            // No other user runs anything in a function.
            OwnProcessMemory.protect(PathRules.STRICT.onlyWarning());
            known = new ExecutionEnvironment(System.getenv(), new PowertoolsTelemetry(System.getenv()));
            // Connecting takes its time, and the first invocation should not wait for it.
            known.parts();
            // The context keeps weak references alone; the static one keeps it.
            Core.getGlobalContext().register(known);
            shared = known;
        }
        return known;
    }

    /** What an invocation works with; what an earlier one left on the disk is gone. */
    public synchronized FunctionContext begin() {
        Opened now = opened();
        now.wiring().tidy();
        return now.parts();
    }

    /**
     * This, if it can answer requests: a function that can't does not start.
     *
     * @throws SettingsException if no queue is set
     */
    ExecutionEnvironment forRequests() {
        if (settings.uploadsQueue().isEmpty()) {
            throw noQueue();
        }
        return this;
    }

    /**
     * What a request is answered with.
     *
     * @throws SettingsException if no queue is set
     */
    synchronized RequestFunctionContext requests() {
        return opened().requests().orElseThrow(ExecutionEnvironment::noQueue);
    }

    private static SettingsException noQueue() {
        return new SettingsException(List.of(LambdaSetting.UPLOADS_QUEUE.variable()
                + ": it is needed to answer requests; set it to the queue that the function of uploads takes from"));
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

    /** Before a snapshot: uses what a hit uses, then lets go of everything that must not be restored twice. */
    @Override
    public synchronized void beforeCheckpoint(Context<? extends Resource> context) {
        Opened now = opened();
        warmUp(now.wiring());
        close();
    }

    /** After a restore: connects again, with new credentials and new random numbers. */
    @Override
    public synchronized void afterRestore(Context<? extends Resource> context) {
        opened();
    }

    /** Lets go of everything; what is asked for later is opened again. */
    @Override
    public synchronized void close() {
        Opened last = opened;
        if (last != null) {
            close(last);
            opened = null;
        }
    }

    /** What does not answer now may answer later: what counts is that the classes are there. */
    private void warmUp(Wiring wiring) {
        attempt("the index", () -> wiring.index().locations().find(NOBODYS));
        attempt("the store", () -> wiring.store().find(NOBODYS));
        attempt("events", () -> EventParser.read(EventJson.object("{\"bucket\":\"b\",\"key\":\"k\"}")));
    }

    private static void attempt(String what, Runnable use) {
        try {
            use.run();
        } catch (RuntimeException e) {
            LOG.info("{} can't be used yet: {}", what, e.getMessage());
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
