package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.renditions.http.message.ApiResponse;
import dev.renditions.testing.HostileClients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses of 16 million characters, with memory for two and a half of them. */
@Timeout(60)
final class AnswerMemoryTest {
    private static final int LENGTH = 16_000_000;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void memoryOfUnreadResponsesIsLimitedAndReleased() throws Exception {
        AnswerMemory memory = new AnswerMemory(LENGTH * 5L / 2);
        ApiResponse answer = new ApiResponse(200, Map.of(), new ApiResponse.Bytes("x".repeat(LENGTH)));
        Server server = new Server(0);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                memory.send(answer, request, response, callback);
                return true;
            }
        });
        server.start();
        try (HostileClients clients = new HostileClients(server.getURI(), "127.0.0.1")) {
            Socket greedy = clients.open(REQUEST);
            assertThat(HostileClients.status(greedy)).isEqualTo(200);
            assertThat(HostileClients.status(clients.open(REQUEST))).isEqualTo(200);
            Socket refused = clients.open(REQUEST);
            assertThat(HostileClients.status(refused)).isEqualTo(503);
            // The response to a HEAD has no body, so it needs no memory.
            assertThat(HostileClients.status(clients.open(REQUEST.replace("GET", "HEAD"))))
                    .isEqualTo(200);
            greedy.close();
            await().until(() -> HostileClients.status(clients.open(REQUEST)) == 200);
        } finally {
            server.stop();
        }
    }

    @Test
    void failureToSendReleasesTheMemory() {
        AnswerMemory memory = new AnswerMemory(LENGTH);
        ApiResponse answer = new ApiResponse(200, Map.of(), new ApiResponse.Bytes("x".repeat(LENGTH)));
        Request get = proxy(Request.class, (self, method, arguments) -> "GET");
        Response refusing = proxy(Response.class, (self, method, arguments) -> {
            throw new IllegalStateException(method.getName() + " " + arguments[0]);
        });
        for (int i = 0; i < 3; i++) {
            // It would be 503 if the first response had not released its memory.
            assertThatIllegalStateException()
                    .isThrownBy(() -> memory.send(answer, get, refusing, Callback.NOOP))
                    .withMessage("setStatus 200");
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
