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

/**
 * Sends what happens to all who listen, as server-sent events. Whoever comes to listen is told where things stand first. Safe
 * for use by many threads.
 */
final class EventHub implements AutoCloseable {
    /** Tells both ends, and whatever is between, that the connection lives. */
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
     * Nobody listens yet.
     *
     * @param most how many may listen at once
     */
    EventHub(int most) {
        this.places = new Semaphore(most);
        ScheduledFuture<?> unused = heart.scheduleAtFixedRate(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether one more client may listen; another may take the place before that one does. */
    boolean hasRoom() {
        return places.availablePermits() > 0;
    }

    /**
     * Lets somebody listen.
     *
     * @param first what they are told before anything else
     * @return empty if there is no room
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
        // Without an interval of the browser's own, which may be much longer.
        client.send("retry: 2000\n\n");
        // Before it is asked where things stand: what happens in between must not be missed.
        clients.add(client);
        first.get().forEach(client::send);
        return Optional.of(client);
    }

    /** Tells everybody. */
    void send(String event, Object data) {
        if (!clients.isEmpty()) {
            sendAll(message(event, data));
        }
    }

    /** An event as it is sent. */
    static String message(String event, Object data) {
        // JSON on one line: a line break within would end the event.
        return "event: " + event + "\ndata: " + StrictJson.write(data) + "\n\n";
    }

    /** How many listen. */
    int listening() {
        return clients.size();
    }

    /** How many were let go since they were too slow, or had gone. */
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
