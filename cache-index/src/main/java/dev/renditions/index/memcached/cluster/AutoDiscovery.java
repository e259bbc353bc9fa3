package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Periodically asks which servers a cluster has: first the configured server, then the known ones, until one answers.
 * Servers learn of a change one after the other, so a version lower than the last comes from a lagging server and is
 * ignored. A lower version that is repeated in several rounds comes from a recreated cluster, whose versions restart at
 * one.
 */
final class AutoDiscovery implements AutoCloseable {
    /** The number of consecutive rounds after which a lower version is accepted: no server lags for minutes. */
    static final int ROUNDS = 3;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AutoDiscovery.class);

    private final InetSocketAddress endpoint;
    private final MemcachedSettings settings;
    private final Duration interval;
    private final Consumer<List<InetSocketAddress>> found;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Confined to the discovery thread. */
    private Optional<ClusterConfiguration> last = Optional.empty();

    private Optional<ClusterConfiguration> lower = Optional.empty();
    private int lowerRounds;
    private boolean loggedFailure;

    private AutoDiscovery(MemcachedSettings settings, Duration interval, Consumer<List<InetSocketAddress>> found) {
        this.endpoint = settings.servers().get(0);
        this.settings = settings;
        this.interval = interval;
        this.found = found;
    }

    /** Starts the discovery; {@code found} is called on the discovery thread with each newer list. */
    static AutoDiscovery start(MemcachedSettings settings, Duration interval, Consumer<List<InetSocketAddress>> found) {
        AutoDiscovery discovery = new AutoDiscovery(settings, interval, found);
        Thread thread = new Thread(discovery::run, "memcached-discovery");
        thread.setDaemon(true);
        thread.start();
        return discovery;
    }

    /** Waits for the end of the first round, whether or not it succeeds. */
    void awaitFirst(Deadline deadline) throws InterruptedException {
        try {
            deadline.await(asked);
        } catch (ExecutionException | TimeoutException e) {
            // The first round continues, and its result is used later.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            do {
                askAny();
                asked.complete(null);
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAny() {
        List<InetSocketAddress> candidates = new ArrayList<>(List.of(endpoint));
        last.ifPresent(cluster -> candidates.addAll(cluster.servers()));
        List<String> failures = new ArrayList<>();
        for (InetSocketAddress server : candidates) {
            try {
                String reply = new AsciiProbe(server, TrustedCertificates.of(settings), ANSWER_LIMIT)
                        .ask(ClusterConfiguration.QUESTION);
                take(ClusterConfiguration.parse(reply));
                return;
            } catch (IOException | RuntimeException e) {
                failures.add(HostPort.of(server) + ": " + e.getMessage());
            }
        }
        logOnce(failures);
    }

    private void take(ClusterConfiguration cluster) {
        loggedFailure = false;
        if (last.isPresent() && !isNewer(cluster, last.get())) {
            return;
        }
        lower = Optional.empty();
        LOG.info(
                "version {} of the memcached cluster of {} has the servers {}",
                cluster.version(),
                HostPort.of(endpoint),
                HostPort.of(cluster.servers()));
        last = Optional.of(cluster);
        found.accept(cluster.servers());
    }

    private boolean isNewer(ClusterConfiguration cluster, ClusterConfiguration known) {
        if (cluster.version() >= known.version()) {
            lower = Optional.empty();
            return cluster.version() > known.version();
        }
        lowerRounds = lower.equals(Optional.of(cluster)) ? lowerRounds + 1 : 1;
        lower = Optional.of(cluster);
        return lowerRounds >= ROUNDS;
    }

    private void logOnce(List<String> failures) {
        if (loggedFailure) {
            return;
        }
        loggedFailure = true;
        String meanwhile = last.isPresent() ? "the servers known so far" : "only " + HostPort.of(endpoint);
        LOG.warn(
                "the servers of the memcached cluster are unknown; using {} and retrying every {} s: {}",
                meanwhile,
                interval.toSeconds(),
                failures);
    }
}
