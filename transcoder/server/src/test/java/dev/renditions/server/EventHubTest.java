package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.routing.RoutedRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

final class EventHubTest {
    private final EventHub hub = new EventHub(2);

    @Test
    void newClientGetsTheCurrentStateFirst() {
        FakeOutlet outlet = new FakeOutlet(true);
        hub.listen(outlet, () -> List.of("event: so far\n\n"));
        hub.send("job", new TextNode("on"));
        assertThat(outlet.text()).containsSubsequence("so far", "event: job\ndata: \"on\"\n\n");
    }

    @Test
    void lineBreakInAMessageDoesNotEndTheEvent() {
        assertThat(EventHub.message("job", new TextNode("a\n\nevent: result\ndata: x\n\n"))
                        .lines())
                .hasSize(3);
    }

    @Test
    void unreadEventsAreSentInOrder() {
        FakeOutlet outlet = new FakeOutlet(false);
        hub.listen(outlet, List::of);
        hub.send("job", new TextNode("1"));
        hub.send("job", new TextNode("2"));
        outlet.take();
        outlet.take();
        assertThat(outlet.text()).containsSubsequence("\"1\"", "\"2\"");
    }

    @Test
    void slowClientIsDropped() {
        FakeOutlet slow = new FakeOutlet(false);
        FakeOutlet quick = new FakeOutlet(true);
        hub.listen(slow, List::of);
        hub.listen(quick, List::of);
        TextNode message = new TextNode("x".repeat(100_000));
        for (int i = 0; i < 30; i++) {
            hub.send("job", message);
        }
        assertThat(slow.ends).containsExactly(false);
        assertThat(quick.ends).isEmpty();
        assertThat(hub.listening()).isEqualTo(1);
        assertThat(hub.dropped()).isEqualTo(1);
        assertThat(slow.writes).hasSize(1);
    }

    @Test
    void numberOfClientsIsLimited() {
        FakeOutlet first = new FakeOutlet(true);
        assertThat(hub.listen(first, List::of)).isPresent();
        assertThat(hub.listen(new FakeOutlet(true), List::of)).isPresent();
        assertThat(hub.listen(new FakeOutlet(true), List::of)).isEmpty();
        first.gone = true;
        hub.send("job", new TextNode("1"));
        hub.send("job", new TextNode("2"));
        assertThat(hub.listen(new FakeOutlet(true), List::of)).isPresent();
    }

    @Test
    void requestsAboveTheLimitAreRefused() {
        EventStream stream = new EventStream(hub, List::of);
        ApiRequest request = new ApiRequest("GET", "/v1/events", Map.of(), Map.of(), new Caller.Address("192.0.2.1"));
        RoutedRequest routed = new RoutedRequest(request, Map.of(), Optional.empty());
        hub.listen(new FakeOutlet(true), List::of);
        assertThat(stream.answer(routed).status()).isEqualTo(200);
        hub.listen(new FakeOutlet(true), List::of);
        assertThatThrownBy(() -> stream.answer(routed))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(429));
    }

    @Test
    void connectionsEndCleanly() {
        FakeOutlet outlet = new FakeOutlet(true);
        hub.listen(outlet, List::of);
        hub.close();
        hub.close();
        assertThat(outlet.ends).containsExactly(true);
    }

    /** Writes at once, or when the test says so. */
    private static final class FakeOutlet implements EventClient.Outlet {
        private final boolean quick;
        private final List<String> writes = new ArrayList<>();
        private final List<Boolean> ends = new ArrayList<>();
        private final Deque<Callback> waiting = new ArrayDeque<>();
        private boolean gone;

        private FakeOutlet(boolean quick) {
            this.quick = quick;
        }

        @Override
        public void write(ByteBuffer bytes, Callback callback) {
            writes.add(StandardCharsets.UTF_8.decode(bytes).toString());
            if (gone) {
                callback.failed(new IllegalStateException("gone"));
            } else if (quick) {
                callback.succeeded();
            } else {
                waiting.add(callback);
            }
        }

        private void take() {
            waiting.remove().succeeded();
        }

        @Override
        public void end(boolean orderly) {
            ends.add(orderly);
        }

        private String text() {
            return String.join("", writes);
        }
    }
}
