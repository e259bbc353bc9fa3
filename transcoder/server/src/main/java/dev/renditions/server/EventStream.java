package dev.renditions.server;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests for events with a response that lasts until the client disconnects. Thread-safe. */
final class EventStream implements RouteHandler, ApiResponse.Streamed {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final EventHub events;
    private final Supplier<List<String>> soFar;

    /**
     * A stream of a hub's events.
     *
     * @param soFar the events that a new client gets first
     */
    EventStream(EventHub events, Supplier<List<String>> soFar) {
        this.events = events;
        this.soFar = soFar;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        if (!events.hasRoom()) {
            throw new ApiException(Problem.later(429, "too many clients are receiving events", AGAIN));
        }
        return new ApiResponse(200, Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"), this);
    }

    /**
     * Sends events until the client disconnects. Closes the connection if other clients took the last place meanwhile.
     */
    void start(Response response, Callback callback) {
        Connection connection = new Connection(response, callback);
        if (events.listen(connection, soFar).isEmpty()) {
            connection.end(false);
        }
    }

    private record Connection(Response response, Callback callback) implements EventClient.Outlet {
        @Override
        public void write(ByteBuffer bytes, Callback written) {
            response.write(false, bytes, written);
        }

        @Override
        public void end(boolean orderly) {
            if (orderly) {
                callback.succeeded();
            } else {
                callback.failed(new TimeoutException("the client reads events too slowly"));
            }
        }
    }
}
