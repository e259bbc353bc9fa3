package dev.renditions.server;

import dev.renditions.support.StrictJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends server-sent events to all connected clients. A new client first receives the current state. Thread-safe. */
final class EventHub implements AutoCloseable {
    /** Shows both ends, and proxies between them, that the connection is alive. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final LongAdder dropped = new LongAdder();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts the heartbeat, without clients.
     *
     * @param most the maximum number of clients
     */
    EventHub(int most) {
        this.places = new Semaphore(most);
        ScheduledFuture<?> unused = heart.scheduleAtFixedRate(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether one more client may connect; another may take the place first. */
    boolean hasRoom() {
        return places.availablePermits() > 0;
    }

    /**
     * Connects a client.
     *
     * @param first supplies the messages that the client receives before all others
     * @return empty if there are too many clients
     */
    Optional<EventClient> listen(EventClient.Outlet outlet, Supplier<List<String>> first) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        EventClient[] self = new EventClient[1];
        EventClient client = new EventClient(outlet, () -> {
            clients.remove(self[0]);
            places.release();
        });
        self[0] = client;
        // Sets the reconnection time, since the browser's default may be much longer.
        client.send("retry: 2000\n\n");
        // Added before the current state is read, so that no event in between is missed.
        clients.add(client);
        first.get().forEach(client::send);
        return Optional.of(client);
    }

    /** Sends an event to all clients. */
    void send(String event, Object data) {
        if (!clients.isEmpty()) {
            sendAll(message(event, data));
        }
    }

    /** An event in the wire format. */
    static String message(String event, Object data) {
        // The JSON is on one line, since a line break would end the event.
        return "event: " + event + "\ndata: " + StrictJson.write(data) + "\n\n";
    }

    /** The number of connected clients. */
    int listening() {
        return clients.size();
    }

    /** The number of clients that were dropped because they were too slow or had disconnected. */
    long dropped() {
        return dropped.sum();
    }

    private void beat() {
        try {
            sendAll(": alive\n\n");
        } catch (RuntimeException e) {
            LOG.warn("a heartbeat failed", e);
        }
    }

    private void sendAll(String message) {
        List<EventClient> gone =
                clients.stream().filter(client -> !client.send(message)).toList();
        dropped.add(gone.size());
        clients.removeAll(gone);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        heart.shutdownNow();
        clients.forEach(client -> client.end(true));
    }
}
