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
 * Asks again and again which servers a cluster has: the server it was told of first, then those it knows by now, until one
 * answers. Servers learn of a change one after the other, so a lower version than the last is that of one that lags, and
 * passed over; one that is told again and again is that of a cluster that was made anew, and counts from one.
 */
final class AutoDiscovery implements AutoCloseable {
    /** After so many rounds in a row a lower version is believed: no server lags for minutes. */
    static final int ROUNDS = 3;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AutoDiscovery.class);

    private final InetSocketAddress endpoint;
    private final MemcachedSettings settings;
    private final Duration interval;
    private final Consumer<List<InetSocketAddress>> found;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Of the one thread only. */
    private Optional<ClusterConfiguration> last = Optional.empty();

    private Optional<ClusterConfiguration> lower = Optional.empty();
    private int lowerRounds;
    private boolean saidFailure;

    private AutoDiscovery(MemcachedSettings settings, Duration interval, Consumer<List<InetSocketAddress>> found) {
        this.endpoint = settings.servers().get(0);
        this.settings = settings;
        this.interval = interval;
        this.found = found;
    }

    /** Begins to ask; {@code found} is called, from a thread of its own, with each list that is newer. */
    static AutoDiscovery start(MemcachedSettings settings, Duration interval, Consumer<List<InetSocketAddress>> found) {
        AutoDiscovery discovery = new AutoDiscovery(settings, interval, found);
        Thread thread = new Thread(discovery::run, "memcached-discovery");
        thread.setDaemon(true);
        thread.start();
        return discovery;
    }

    /** Waits for the end of the first round, whether or not anything was found. */
    void awaitFirst(Deadline deadline) throws InterruptedException {
        try {
            deadline.await(asked);
        } catch (ExecutionException | TimeoutException e) {
            // The first round goes on; what it finds is used then.
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
        sayOnce(failures);
    }

    private void take(ClusterConfiguration cluster) {
        saidFailure = false;
        if (last.isPresent() && !isNewer(cluster, last.get())) {
            return;
        }
        lower = Optional.empty();
        LOG.info(
                "version {} of the cluster of {} has memcached at {}",
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

    private void sayOnce(List<String> failures) {
        if (saidFailure) {
            return;
        }
        saidFailure = true;
        String meanwhile = last.isPresent() ? "the servers known so far" : HostPort.of(endpoint) + " as the one server";
        LOG.warn(
                "nobody tells which memcached servers there are; using {}, and asking again every {} s: {}",
                meanwhile,
                interval.toSeconds(),
                failures);
    }
}
