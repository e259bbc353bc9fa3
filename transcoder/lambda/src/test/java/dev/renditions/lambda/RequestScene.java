package dev.renditions.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceName;
import dev.renditions.api.SpooledSource;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.http.ApiContext;
import dev.renditions.http.ApiRules;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.MovableClock;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.SourceVersion;
import dev.renditions.lambda.event.DeadLetter;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.event.EventOrigin;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.HandlerScene;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.lambda.event.S3ObjectRef;
import dev.renditions.lambda.queue.DeadLetters;
import dev.renditions.lambda.queue.WorkQueue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Base of tests of the request function, with a recorded queue, and uploads that have versions as in S3. */
abstract class RequestScene extends HandlerScene {
    static final String UPLOADS = "renditions-uploads";
    static final String FILM = "/v1/renditions/mp4-720p/" + UPLOADS + "/a/film.mp4";

    final List<String> queued = new ArrayList<>();
    final List<ApiRequest> seen = new ArrayList<>();
    final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T00:00:00Z"));
    /** Runs each time a request waits. */
    Runnable meanwhile = () -> {};
    /** Runs before each message is queued. */
    Runnable sending = () -> {};

    RequestHandler handler() {
        RequestFunctionContext parts = requestParts(index);
        return new RequestHandler(() -> parts);
    }

    RequestFunctionContext requestParts(ArtifactIndex with) {
        FunctionContext all = versioned(parts(with, Optional.empty()), clock);
        return new RequestFunctionContext(
                all,
                new ApiContext.Holdings(
                        new DirectoryStore(folder.resolve("store")),
                        (key, file, lifetime) -> URI.create("https://s3.example" + file.getPath()),
                        LinkSigner.NONE,
                        Optional.empty()),
                new Passing(),
                new ApiRules(Duration.ofHours(1), Duration.ofSeconds(25), Set.of()),
                new Queue(),
                time -> {
                    clock.move(time);
                    meanwhile.run();
                });
    }

    /** Runs the upload function on all queued messages. */
    void work() {
        work(1);
    }

    /**
     * Runs the upload function on all queued messages.
     *
     * @param receives how often the messages have been received
     */
    void work(int receives) {
        work(receives, index);
    }

    /**
     * Runs the upload function on all queued messages, with another index.
     *
     *
     * @param receives how often the messages have been received
     */
    void work(int receives, ArtifactIndex with) {
        // Its service uses the system clock.
        FunctionContext parts = versioned(parts(with, Optional.of(new Taken())), Clock.systemUTC());
        UploadHandler uploads = new UploadHandler(() -> parts);
        List<String> messages = List.copyOf(queued);
        Invoked.with(uploads, Events.sqs(receives, messages.toArray(String[]::new)));
    }

    static JsonNode get(RequestHandler handler, String target) {
        return Invoked.with(handler, event("GET", target).toString());
    }

    static JsonNode body(JsonNode answer) {
        return EventJson.object(answer.path("body").asText());
    }

    static ObjectNode event(String method, String target) {
        int query = target.indexOf('?');
        ObjectNode event = EventJson.MAPPER
                .createObjectNode()
                .put("version", "2.0")
                .put("rawPath", query < 0 ? target : target.substring(0, query))
                .put("rawQueryString", query < 0 ? "" : target.substring(query + 1));
        event.putObject("headers").put("Accept", "application/json");
        event.putObject("requestContext")
                .putObject("http")
                .put("method", method)
                .put("sourceIp", "192.0.2.17");
        return event;
    }

    private static FunctionContext versioned(FunctionContext parts, Clock clock) {
        return new FunctionContext(
                parts.rules(), parts.service(), new Versioned(parts.objects()), parts.index(), parts.outlets(), clock);
    }

    private record Versioned(ObjectResolver objects) implements ObjectResolver {
        @Override
        public Source source(S3ObjectRef object) {
            return new VersionedSource(object, objects.source(object));
        }

        @Override
        public boolean owns(S3ObjectRef object) {
            return objects.owns(object);
        }

        @Override
        public Optional<RenditionKey> rendition(S3ObjectRef object) {
            return objects.rendition(object);
        }
    }

    /** A source with a version, and whose absence is detected without reading it. */
    private record VersionedSource(S3ObjectRef object, Source content) implements Source {
        @Override
        public String name() {
            return object.toString();
        }

        @Override
        public Optional<SourceVersion> version() {
            check();
            return Optional.of(SourceVersion.of(
                    object.bucket(), object.key(), "v" + content.bytes().orElse(0), 1));
        }

        @Override
        public OptionalLong bytes() {
            check();
            return OptionalLong.of(1);
        }

        private void check() {
            if (object.key().startsWith("gone")) {
                throw new SourceException(SourceException.Kind.MISSING, name() + " does not exist");
            }
        }

        @Override
        public SpooledSource spool(Path folder) {
            SpooledSource spooled = content.spool(folder);
            return new SpooledSource(spooled.content(), spooled.bytes(), spooled.file(), spooled.stamp(), version());
        }
    }

    /** A dead-letter queue that accepts everything. */
    private static final class Taken implements DeadLetters {
        @Override
        public boolean send(DeadLetter letter, EventOrigin origin) {
            return true;
        }

        @Override
        public void close() {}
    }

    private final class Queue implements WorkQueue {
        @Override
        public void send(String body) {
            sending.run();
            queued.add(body);
        }

        @Override
        public void close() {}
    }

    private final class Passing implements AccessPolicy {
        @Override
        public void admit(ApiRequest request, SourceName source) {
            seen.add(request);
        }

        @Override
        public String admit(ApiRequest request) {
            seen.add(request);
            return "anybody";
        }
    }
}
