package dev.renditions.server;

import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.server.connection.PacedEndPoint;
import dev.renditions.server.upload.UploadNames;
import dev.renditions.server.upload.UploadSlots;
import dev.renditions.server.upload.Uploads;
import dev.renditions.support.StrictJson;
import dev.renditions.support.UrlPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Every request of the server: checked, answered, measured. Safe for use by many threads. */
final class ServerHandler extends Handler.Abstract {
    static final String UPLOADS = "/v1/uploads/";
    static final String EVENTS = "/v1/events";
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /** What nobody reads may still be sent, but not without end. */
    private static final long MOST_UNREAD = 1 << 16;

    private final LocalApi api;
    private final AccessPolicy gate;
    private final OriginCheck rules;
    private final Uploads uploads;
    private final UploadNames names;
    private final EventHub events;
    private final Supplier<List<String>> soFar;
    private final ServerMetrics meters;
    private final UploadSlots slots = new UploadSlots();
    private final AnswerMemory memory = new AnswerMemory();
    private volatile boolean stopping;

    ServerHandler(
            LocalApi api,
            AccessPolicy gate,
            OriginCheck rules,
            Uploads uploads,
            UploadNames names,
            EventHub events,
            Supplier<List<String>> soFar,
            ServerMetrics meters) {
        this.api = api;
        this.gate = gate;
        this.rules = rules;
        this.uploads = uploads;
        this.names = names;
        this.events = events;
        this.soFar = soFar;
        this.meters = meters;
    }

    /** From now on requests are told to come again. */
    void refuse() {
        stopping = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begun = System.nanoTime();
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        Request.addCompletionListener(
                request, failure -> meters.answered(route(path), response.getStatus(), System.nanoTime() - begun));
        PacedEndPoint.follow(request);
        // Who waits for a rendition sends nothing meanwhile. Reads and writes that stall are ended all the same.
        request.addIdleTimeoutListener(timeout -> false);
        Optional<ApiResponse> answer;
        try {
            answer = answer(request, response, callback);
        } catch (IOException | RuntimeException e) {
            answer = Optional.of(ProblemMapper.answer(problem(e)).with("X-Content-Type-Options", "nosniff"));
            // What was not read of the request would be taken for the next one.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        answer.ifPresent(a -> memory.send(a, request, response, callback));
        return true;
    }

    /** Empty if the answer is on its way already. */
    private Optional<ApiResponse> answer(Request request, Response response, Callback callback) throws IOException {
        if (stopping) {
            throw new ApiException(Problem.later(503, "this server is stopping; ask again", AGAIN));
        }
        ApiRequest asked = JettyRequest.of(request);
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_1_1.getVersion()
                && asked.header("transfer-encoding").isPresent()) {
            // RFC 9112, 6.1: its end can't be relied on, nor that what follows is another request.
            throw new ApiException(Problem.of(400, "HTTP/1.0 has no Transfer-Encoding"));
        }
        HttpURI uri = request.getHttpURI();
        int port = ((ServerConnector) request.getConnectionMetaData().getConnector()).getLocalPort();
        boolean trusted = gate.trustsBrowser(asked);
        if (trusted) {
            forThisOriginAlone(response);
        }
        rules.check(asked, String.valueOf(uri.getScheme()), authority(asked, uri), port, trusted);
        if (asked.path().startsWith(UPLOADS)) {
            return Optional.of(upload(asked, request));
        }
        if (request.getLength() > MOST_UNREAD) {
            throw new ApiException(Problem.of(413, "nothing is sent here; " + UPLOADS + "NAME takes files"));
        }
        if (asked.path().equals(EVENTS)) {
            if (!asked.method().equals("GET")) {
                return Optional.of(refused("events are listened to: GET " + EVENTS, "GET"));
            }
            gate.admit(asked);
            listen(response, callback, trusted);
            return Optional.empty();
        }
        return Optional.of(api.answer(asked));
    }

    /** The one in the target, where a proxy's form of it names another than the header. */
    private static String authority(ApiRequest asked, HttpURI uri) {
        String authority = uri.getAuthority();
        return authority == null ? asked.header("host").orElse("") : authority;
    }

    private ApiResponse upload(ApiRequest asked, Request request) throws IOException {
        if (!asked.method().equals("PUT")) {
            return refused("files are sent here: PUT " + UPLOADS + "NAME", "PUT");
        }
        String owner = gate.admit(asked);
        List<String> segments = UrlPath.parse(asked.path()).segments();
        if (segments.size() != 3 || segments.get(2).isEmpty()) {
            throw new ApiException(Problem.of(400, "the name of an upload is one segment of the path"));
        }
        UploadSlots.Slot slot = slots.take(owner);
        try (InputStream bytes = Request.asInputStream(request)) {
            OptionalLong length = request.getLength() < 0 ? OptionalLong.empty() : OptionalLong.of(request.getLength());
            Uploads.Upload upload = uploads.take(owner, segments.get(2), bytes, length);
            names.add(upload.content(), upload.name());
            return created(upload);
        } finally {
            slot.close();
        }
    }

    private static ApiResponse refused(String sentence, String allowed) {
        return ProblemMapper.answer(Problem.of(405, sentence))
                .with("Allow", allowed)
                .with("X-Content-Type-Options", "nosniff");
    }

    private record UploadBody(String bucket, String key, String name, String contentHash, long bytes) {}

    private static ApiResponse created(Uploads.Upload upload) {
        String body = StrictJson.write(new UploadBody(
                upload.source().bucket(),
                upload.source().key(),
                upload.name(),
                upload.content().hex(),
                upload.bytes()));
        return new ApiResponse(
                201,
                Map.of(
                        "Content-Type", "application/json",
                        "Cache-Control", "no-store",
                        "X-Content-Type-Options", "nosniff"),
                new ApiResponse.Bytes(body));
    }

    /** What a browser goes by that sends no {@code Sec-Fetch-Site}. */
    private static void forThisOriginAlone(Response response) {
        response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    }

    private void listen(Response response, Callback callback, boolean trusted) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        EventClient.Outlet outlet = new EventClient.Outlet() {
            @Override
            public void write(ByteBuffer bytes, Callback written) {
                response.write(false, bytes, written);
            }

            @Override
            public void end(boolean orderly) {
                if (orderly) {
                    callback.succeeded();
                } else {
                    callback.failed(new TimeoutException("events were not taken"));
                }
            }
        };
        if (events.listen(outlet, soFar).isEmpty()) {
            response.reset();
            if (trusted) {
                forThisOriginAlone(response);
            }
            throw new ApiException(Problem.later(429, "too many listen to events already", AGAIN));
        }
    }

    /** Who sends too slowly, or goes away, is no failure of ours. */
    private static Problem problem(Exception e) {
        if (e instanceof IOException || e instanceof HttpException) {
            return e instanceof HttpException http
                    ? Problem.of(http.getCode(), "the request can't be read: " + http.getReason())
                    : Problem.of(408, "the request did not come whole, or not in time");
        }
        return ProblemMapper.of(e);
    }

    /** One of a few words, however paths are spelled. */
    private static String route(String path) {
        for (String known : List.of("renditions", "files", "uploads", "events", "stored", "profiles", "stats")) {
            if (path.startsWith("/v1/" + known)) {
                return known;
            }
        }
        return path.equals("/") || path.startsWith("/page/") ? "page" : "other";
    }
}
