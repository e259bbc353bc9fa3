package dev.renditions.index.memcached;

import static dev.renditions.index.Samples.freshKey;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexUnderTest;
import dev.renditions.index.Samples;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that claims values of any length: the memory is not there for the asking, and the index works again afterwards. */
@Timeout(60)
final class ClaimedLengthTest {
    /** What the calls of a test allocate is far less; one claimed value would be far more. */
    private static final long LITTLE = 100L << 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket listener;
    private MemcachedIndex index;
    private volatile long claimed;
    private volatile boolean endless;
    private volatile boolean torn;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
        index = MemcachedIndex.connect(
                MemcachedSettings.parse("memcached://127.0.0.1:" + listener.getLocalPort())
                        .withBudget(Duration.ofSeconds(5)),
                Samples::seal);
        assertThat(index.locations().find(freshKey())).isEmpty();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        listener.close();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {(1 << 20) + 1, 500_000_000, 2_000_000_000, 9_999_999_999L})
    void claimOfAHugeValueIsAnOutageThatEnds(long length) {
        long before = peak();
        claimed = length;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(() -> index.locations().find(freshKey()));
        assertWorksAgain();
        claimed = length;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(() -> index.renditions().findAll(Set.of(freshKey(), freshKey())));
        assertWorksAgain();
        claimed = length;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(() -> index.leases().tryLease(freshKey(), Duration.ofMinutes(1)));
        assertWorksAgain();
        assertThat(peak() - before).isLessThan(LITTLE);
    }

    @Test
    void manyClaimsAtOnceAreOutagesThatEnd() throws Exception {
        long before = peak();
        claimed = 500_000_000;
        List<Boolean> outages = IndexUnderTest.atOnce(16, () -> isOut(index));
        assertThat(outages).containsOnly(true);
        assertThat(peak() - before).isLessThan(LITTLE);
        assertWorksAgain();
    }

    @Test
    void endlessLineIsAnOutageThatEnds() {
        long before = peak();
        endless = true;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(() -> index.locations().find(freshKey()));
        endless = false;
        assertWorksAgain();
        assertThat(peak() - before).isLessThan(LITTLE);
    }

    /** The client takes this for impossible, and says so by an assertion where these are on, as in tests. */
    @Test
    void lineThatBreaksInTheMiddleIsAnOutageThatEnds() {
        torn = true;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(() -> index.leases().tryLease(freshKey(), Duration.ofMinutes(1)));
        torn = false;
        assertWorksAgain();
    }

    private void assertWorksAgain() {
        claimed = 0;
        // The client's thread may end by an assertion, which is on in tests; it is replaced then.
        await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(10)).until(() -> !isOut(index));
    }

    private static boolean isOut(ArtifactIndex index) {
        try {
            return index.locations().find(freshKey()).isPresent();
        } catch (IndexUnavailableException e) {
            return true;
        }
    }

    /** The most memory that was in use at a time since it was asked last. */
    private static long peak() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        return peak;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    /** Keeps nothing, and claims what it was told to. */
    private void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
                client.getOutputStream().write(answer(asked).getBytes(US_ASCII));
                byte[] noise = new byte[4096];
                Arrays.fill(noise, (byte) 'x');
                while (endless && !asked.endsWith(" -")) {
                    client.getOutputStream().write(noise);
                }
            }
        } catch (IOException e) {
            // The client has gone, as it may.
        }
    }

    private String answer(String asked) {
        String[] words = asked.split(" ", -1);
        if (words[0].equals("add")) {
            return torn ? "NOT\r_STORED\r\n" : "NOT_STORED\r\n";
        }
        if (!words[0].startsWith("get")) {
            return "";
        }
        boolean claims = claimed > 0 && !words[1].equals("-");
        String version = words[0].equals("gets") ? " 7" : "";
        return claims ? "VALUE " + words[1] + " 0 " + claimed + version + "\r\n" : endless ? "" : "END\r\n";
    }
}
