package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS that works, and every way in which it does not, each with its sentence. */
@Timeout(60)
class MemcachedTlsIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AMPLE = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static MemcachedServer server;
    private static Certificate localhost;
    private static Certificate address;

    @BeforeAll
    static void start() {
        server = MemcachedServer.startOrSkip();
        localhost = Certificate.of(folder, "dns:localhost");
        address = Certificate.of(folder, "ip:127.0.0.1");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void entriesAreWrittenAndFound() throws IOException {
        try (TlsFront front = new TlsFront(server, localhost);
                MemcachedIndex index = connect("localhost", front.port(), localhost.authority())) {
            assertWorks(index);
        }
    }

    @Test
    void entriesAreWrittenToAndFoundInAMemcachedThatSpeaksTlsItself() {
        int port = MemcachedServer.freePort();
        try (MemcachedServer tls = MemcachedServer.startWithTlsOrSkip(port, address);
                MemcachedIndex index = connect("127.0.0.1", port, address.authority())) {
            assertWorks(index);
            assertThat(tls.uri()).doesNotContain(":" + port);
        }
    }

    /** As a cluster of ElastiCache has it whose connections are encrypted. */
    @Test
    void serversOfAClusterAreAskedForAndUsedByTls() throws IOException {
        try (Wire endpoint = new Wire(server);
                TlsFront asked = new TlsFront("127.0.0.1", port(endpoint), localhost);
                TlsFront node = new TlsFront(server, localhost)) {
            endpoint.tellCluster(1, "localhost:" + node.port());
            try (MemcachedIndex index = discovering(asked, localhost)) {
                await().atMost(AMPLE).untilAsserted(() -> assertWorks(index));
                assertThat(index.statistics())
                        .singleElement()
                        .satisfies(statistics -> assertThat(statistics.server()).contains("localhost:" + node.port()));
            }
        }
    }

    /** A stranger between us and the cluster would name servers of their own. */
    @Test
    void clusterIsNotAskedWhereTheCertificateIsAStrangers() throws IOException {
        try (Wire endpoint = new Wire(server);
                TlsFront asked = new TlsFront("127.0.0.1", port(endpoint), address);
                TlsFront node = new TlsFront(server, localhost)) {
            endpoint.tellCluster(1, "localhost:" + node.port());
            try (MemcachedIndex index = discovering(asked, localhost)) {
                assertThatExceptionOfType(IndexUnavailableException.class)
                        .isThrownBy(() -> index.locations().find(freshKey()));
                assertThat(endpoint.askedForCluster()).isZero();
            }
        }
    }

    private static MemcachedIndex discovering(TlsFront endpoint, Certificate trusted) {
        return MemcachedIndex.connect(
                MemcachedSettings.parse("memcached+tls+discover://localhost:" + endpoint.port())
                        .withBudget(AMPLE)
                        .withTrustedCertificates(trusted.authority()),
                Samples::seal);
    }

    private static int port(Wire wire) {
        return Integer.parseInt(wire.name().replaceFirst(".*:", ""));
    }

    @Test
    void eachServerIsVerifiedByItsOwnName() throws IOException {
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(localhost.authority()) + Files.readString(address.authority()));
        try (TlsFront one = new TlsFront(server, localhost);
                TlsFront two = new TlsFront(server, address);
                MemcachedIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse("memcached+tls://localhost:" + one.port() + ",127.0.0.1:" + two.port())
                                .withBudget(AMPLE)
                                .withTrustedCertificates(both),
                        Samples::seal)) {
            for (int i = 0; i < 50; i++) {
                assertWorks(index);
            }
        }
    }

    @Test
    void callAfterConnectionsWereCutIsAnswered() throws IOException {
        try (TlsFront front = new TlsFront(server, localhost);
                MemcachedIndex index = connect("localhost", front.port(), localhost.authority())) {
            assertWorks(index);
            front.cut();
            assertWorks(index);
        }
    }

    @Test
    void certificateForAnotherNameIsRefused() throws IOException {
        Certificate certificate = Certificate.of(folder, "dns:cache.example.com");
        try (TlsFront front = new TlsFront(server, certificate)) {
            assertRefused(front.port(), certificate.authority(), "its certificate is not for the name 'localhost'");
        }
    }

    @Test
    void certificateOfAStrangerIsRefused() throws IOException {
        try (TlsFront front = new TlsFront(server, localhost)) {
            assertRefused(
                    front.port(),
                    address.authority(),
                    "its certificate is not trusted: no authority that is trusted here signed it");
        }
    }

    @Test
    void certificateThatTheRuntimeDoesNotTrustIsRefused() throws IOException {
        try (TlsFront front = new TlsFront(server, localhost);
                MemcachedIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse("memcached+tls://localhost:" + front.port()), Samples::seal)) {
            assertFailsFor(index, "its certificate is not trusted");
        }
    }

    @Test
    void expiredCertificateIsRefused() throws IOException {
        Certificate certificate = Certificate.expired(folder, "dns:localhost");
        try (TlsFront front = new TlsFront(server, certificate)) {
            assertRefused(front.port(), certificate.authority(), "its certificate has expired");
        }
    }

    @Test
    void serverWithoutTlsIsTold() {
        assertRefused(server.port(), localhost.authority(), "if it speaks without");
    }

    @Test
    void serverThatSpeaksTlsOnlyIsToldFromOneThatIsDown() throws IOException {
        try (TlsFront front = new TlsFront(server, localhost);
                MemcachedIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse("memcached://localhost:" + front.port()), Samples::seal)) {
            assertFailsFor(index, "if it speaks TLS, write memcached+tls://");
        }
    }

    @Test
    void missingFileOfAuthoritiesIsToldAndReadOnceItIsThere() throws IOException {
        Path late = folder.resolve("late.pem");
        try (TlsFront front = new TlsFront(server, localhost);
                MemcachedIndex index = connect("localhost", front.port(), late)) {
            assertFailsFor(index, "the trusted certificates in " + late + " can't be read");
            Files.writeString(late, "nothing of the kind");
            assertFailsFor(index, late.toString());
            Files.copy(localhost.authority(), folder.resolve("complete.pem"));
            Files.delete(late);
            Files.move(folder.resolve("complete.pem"), late);
            await().atMost(AMPLE)
                    .ignoreException(IndexUnavailableException.class)
                    .untilAsserted(() -> assertWorks(index));
        }
    }

    @Test
    void peerThatStallsIsGivenUpWithoutKeepingAProcessorBusy() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MemcachedIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse("memcached+tls://localhost:" + silent.getLocalPort())
                                .withTrustedCertificates(localhost.authority()),
                        Samples::seal)) {
            // Once to load the classes that it takes.
            assertFailsFor(index, "no TLS within 2000 ms");
            long start = System.nanoTime();
            long busy = cpuOfOurThreads();
            await().during(Duration.ofSeconds(4))
                    .atMost(AMPLE)
                    .untilAsserted(() -> assertFailsFor(index, "no TLS within"));
            long wall = System.nanoTime() - start;
            assertThat(cpuOfOurThreads() - busy).isLessThan(wall / 10);
        }
    }

    private void assertRefused(int port, Path authorities, String sentence) {
        try (MemcachedIndex index = MemcachedIndex.connect(
                MemcachedSettings.parse("memcached+tls://localhost:" + port).withTrustedCertificates(authorities),
                Samples::seal)) {
            assertFailsFor(index, sentence);
        }
    }

    /** Calls come back within their budget throughout; the sentence is there once the first attempt has ended. */
    private static void assertFailsFor(MemcachedIndex index, String sentence) {
        await().atMost(AMPLE).untilAsserted(() -> {
            long start = System.nanoTime();
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(() -> index.locations().find(freshKey()))
                    .withMessageContaining(sentence);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        });
    }

    private static void assertWorks(MemcachedIndex index) {
        RenditionKey key = freshKey();
        index.locations().record(key, location(1), HOUR);
        assertThat(index.locations().find(key)).contains(location(1));
    }

    private static MemcachedIndex connect(String host, int port, Path authorities) {
        return MemcachedIndex.connect(
                MemcachedSettings.parse("memcached+tls://" + host + ":" + port)
                        .withBudget(AMPLE)
                        .withTrustedCertificates(authorities),
                Samples::seal);
    }

    private static long cpuOfOurThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread ->
                        thread != null && thread.getThreadName().toLowerCase().startsWith("memcached"))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
    }
}
