package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A fake EventBridge that accepts every event. */
public final class FakeEventBus implements AutoCloseable {
    private final HttpServer server;

    private FakeEventBus(HttpServer server) {
        this.server = server;
    }

    public static FakeEventBus start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", FakeEventBus::accept);
        server.start();
        return new FakeEventBus(server);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            ObjectNode response = EventJson.MAPPER.createObjectNode().put("FailedEntryCount", 0);
            EventJson.object(request)
                    .path("Entries")
                    .forEach(entry -> response.withArray("Entries").addObject().put("EventId", "1"));
            byte[] bytes = response.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
