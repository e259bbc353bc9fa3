package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.KetamaNodeKeyFormatter;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.util.DefaultKetamaNodeLocatorConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KetamaRingTest {
    private static final int KEYS = 20_000;

    @BeforeAll
    static void quiet() {
        ClientLogging.throughSlf4j();
    }

    @Test
    void keysAreWhereTheClientsOwnKetamaPutsThem() throws IOException {
        List<String> names = List.of("cache-1.example:11211", "cache-2.example:11211", "10.0.0.3:11212");
        KetamaNodeLocator client = new KetamaNodeLocator(
                names.stream().map(KetamaRingTest::node).toList(),
                DefaultHashAlgorithm.KETAMA_HASH,
                new DefaultKetamaNodeLocatorConfiguration(new ByName()));
        KetamaRing<String> ring = ring(names);
        assertThat(keys()).allSatisfy(key -> assertThat(ring.of(key)).isEqualTo(name(client.getPrimary(key))));
    }

    @Test
    void orderOfTheServersDoesNotMatter() {
        KetamaRing<String> one = ring(List.of("a:1", "b:1", "c:1"));
        KetamaRing<String> other = ring(List.of("c:1", "a:1", "b:1"));
        assertThat(keys()).allSatisfy(key -> assertThat(other.of(key)).isEqualTo(one.of(key)));
    }

    @Test
    void keysAreSpreadEvenly() {
        KetamaRing<String> ring = ring(List.of("a:1", "b:1", "c:1", "d:1"));
        Map<String, Long> shares = keys().collect(Collectors.groupingBy(ring::of, Collectors.counting()));
        assertThat(shares).hasSize(4);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(KEYS / 8L, KEYS * 3L / 8));
    }

    @Test
    void aTenthServerMovesATenthOfTheKeysAndOnlyToItself() {
        List<String> ten = IntStream.rangeClosed(1, 10)
                .mapToObj(i -> "cache-" + i + ":11211")
                .toList();
        KetamaRing<String> before = ring(ten.subList(0, 9));
        KetamaRing<String> after = ring(ten);
        List<String> moved =
                keys().filter(key -> !before.of(key).equals(after.of(key))).toList();
        assertThat(moved).hasSizeBetween(KEYS * 6 / 100, KEYS * 14 / 100);
        assertThat(moved).allSatisfy(key -> assertThat(after.of(key)).isEqualTo("cache-10:11211"));
    }

    @Test
    void lossOfAServerMovesItsKeysAndNoOthers() {
        KetamaRing<String> before = ring(List.of("a:1", "b:1", "c:1"));
        KetamaRing<String> after = ring(List.of("a:1", "c:1"));
        assertThat(keys().filter(key -> !before.of(key).equals("b:1")))
                .allSatisfy(key -> assertThat(after.of(key)).isEqualTo(before.of(key)));
    }

    private static KetamaRing<String> ring(List<String> names) {
        return new KetamaRing<>(names, Function.identity());
    }

    private static Stream<String> keys() {
        return IntStream.range(0, KEYS).mapToObj(i -> "r:1:" + Integer.toHexString(i * 0x9E3779B1) + ":mp4-720p");
    }

    private static MemcachedNode node(String name) {
        try (SocketChannel channel = SocketChannel.open()) {
            return new DefaultConnectionFactory().createMemcachedNode(HostPort.parse(name), channel, 1024);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(MemcachedNode node) {
        return HostPort.of((InetSocketAddress) node.getSocketAddress());
    }

    private static final class ByName extends KetamaNodeKeyFormatter {
        @Override
        public String getKeyForNode(MemcachedNode node, int repetition) {
            return name(node) + "-" + repetition;
        }
    }
}
