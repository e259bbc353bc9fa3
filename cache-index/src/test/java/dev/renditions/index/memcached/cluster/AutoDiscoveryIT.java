package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.Samples;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that one of them tells of. */
@Timeout(60)
class AutoDiscoveryIT {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration AMPLE = Duration.ofSeconds(10);

    private MemcachedServer one;
    private MemcachedServer two;
    private Wire endpoint;

    @BeforeEach
    void start() throws IOException {
        one = MemcachedServer.startOrSkip();
        two = MemcachedServer.startOrSkip();
        endpoint = new Wire(one);
    }

    @AfterEach
    void stop() throws IOException {
        if (endpoint != null) {
            endpoint.close();
            two.close();
            one.close();
        }
    }

    @Test
    void serversOfAClusterAreFoundAndUsed() {
        endpoint.tellCluster(1, name(one), name(two));
        try (MemcachedCluster servers = connect()) {
            assertThat(names(servers)).containsExactly(name(one), name(two));
            List<String> keys = IntStream.range(0, 50).mapToObj(i -> "key-" + i).toList();
            keys.forEach(key -> servers.set(key, 0, new byte[] {'v'}, Deadline.in(AMPLE)));
            assertThat(keys)
                    .anyMatch(key -> one.get(key).isPresent())
                    .anyMatch(key -> two.get(key).isPresent())
                    .noneMatch(key -> one.get(key).isPresent() && two.get(key).isPresent());
        }
    }

    @Test
    void serverThatJoinsIsUsedAndTheOthersKeepTheirConnections() {
        endpoint.tellCluster(1, name(one));
        try (MemcachedCluster servers = connect()) {
            List<MemcachedNode> before = servers.nodes();
            endpoint.tellCluster(2, name(one), name(two));
            await().atMost(AMPLE).untilAsserted(() -> assertThat(names(servers)).containsExactly(name(one), name(two)));
            assertThat(servers.nodes()).containsAll(before);
        }
    }

    @Test
    void serverThatLeavesIsAskedNoMore() {
        endpoint.tellCluster(1, name(one), name(two));
        try (MemcachedCluster servers = connect()) {
            endpoint.tellCluster(2, name(one));
            await().atMost(AMPLE).untilAsserted(() -> assertThat(names(servers)).containsExactly(name(one)));
            two.stop();
            for (int i = 0; i < 50; i++) {
                servers.set("key-" + i, 0, new byte[] {'v'}, Deadline.in(AMPLE));
            }
        }
    }

    @Test
    void clusterThatWasMadeAnewIsBelievedThoughItsVersionIsLower() {
        endpoint.tellCluster(5, name(one), name(two));
        try (MemcachedCluster servers = connect()) {
            endpoint.tellCluster(1, name(one));
            await().atMost(AMPLE).untilAsserted(() -> assertThat(names(servers)).containsExactly(name(one)));
            endpoint.tellCluster(2, name(one), name(two));
            await().atMost(AMPLE).untilAsserted(() -> assertThat(names(servers)).containsExactly(name(one), name(two)));
        }
    }

    @Test
    void versionThatIsNotHigherIsIgnored() {
        endpoint.tellCluster(5, name(one), name(two));
        try (MemcachedCluster servers = connect()) {
            endpoint.tellCluster(5, name(one));
            awaitRounds(2 * AutoDiscovery.ROUNDS);
            assertThat(names(servers)).containsExactly(name(one), name(two));
            endpoint.tellCluster(5, name(one), name(two));
            // Never the same lower one for as many rounds as it takes to be believed.
            List<Integer> lagging = List.of(4, 4, 3, 4, 4, 5, 4, 4);
            lagging.forEach(version -> endpoint.tellClusterOnce(version, name(one)));
            awaitRounds(lagging.size() + 1);
            assertThat(names(servers)).containsExactly(name(one), name(two));
            endpoint.tellCluster(6, name(one));
            await().atMost(AMPLE).untilAsserted(() -> assertThat(names(servers)).containsExactly(name(one)));
        }
    }

    @Test
    void plainMemcachedIsUsedByItselfWhichIsSaidOnceUntilItTells() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true));
        try (MemcachedCluster servers = connect()) {
            assertThat(names(servers)).containsExactly(endpoint.name());
            servers.set("key", 0, new byte[] {'v'}, Deadline.in(AMPLE));
            assertThat(one.get("key")).isPresent();
            awaitRounds(3);
            assertThat(said.toString().split("nobody tells which memcached servers there are", -1))
                    .hasSize(2);
            endpoint.tellCluster(1, name(one), name(two));
            await().atMost(AMPLE).untilAsserted(() -> assertThat(names(servers)).containsExactly(name(one), name(two)));
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void endpointThatIsDownHoldsNothingUpAndIsUsedOnceItIsThere() throws IOException {
        one.stop();
        String address = "memcached+discover://" + name(one);
        long start = System.nanoTime();
        try (MemcachedIndex index =
                MemcachedIndex.connect(MemcachedSettings.parse(address).withBudget(AMPLE), Samples::seal)) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            one.start();
            var key = Samples.freshKey();
            await().atMost(AMPLE).ignoreExceptions().untilAsserted(() -> {
                index.locations().record(key, Samples.location(1), Duration.ofHours(1));
                assertThat(index.locations().find(key)).contains(Samples.location(1));
            });
        }
    }

    @Test
    void knownServersAreAskedWhenTheEndpointIsGone() throws IOException {
        try (Wire member = new Wire(one)) {
            endpoint.tellCluster(1, member.name());
            try (MemcachedCluster servers = connect()) {
                endpoint.close();
                member.tellCluster(2, member.name(), name(two));
                await().atMost(AMPLE)
                        .untilAsserted(() -> assertThat(names(servers)).containsExactly(member.name(), name(two)));
            }
        }
    }

    private MemcachedCluster connect() {
        MemcachedSettings settings = MemcachedSettings.parse("memcached+discover://" + endpoint.name());
        return MemcachedCluster.connect(settings.withBudget(AMPLE), INTERVAL, System::nanoTime);
    }

    /** Until it was asked that often again, and the answer to the last was taken in. */
    private void awaitRounds(int rounds) {
        int enough = endpoint.askedForCluster() + rounds + 1;
        await().atMost(AMPLE).until(() -> endpoint.askedForCluster() >= enough);
    }

    private static List<String> names(MemcachedCluster servers) {
        return Stream.of(servers.nodes())
                .flatMap(List::stream)
                .map(node -> HostPort.of(node.server()))
                .toList();
    }

    private static String name(MemcachedServer server) {
        return server.host() + ":" + server.port();
    }
}
