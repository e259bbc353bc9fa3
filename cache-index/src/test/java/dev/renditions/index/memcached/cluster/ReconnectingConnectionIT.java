package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.memcached.MemcachedServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that wait for a connection. */
@Timeout(60)
class ReconnectingConnectionIT {
    private static final Duration AMPLE = Duration.ofSeconds(10);

    @Test
    void retriesAfterAnErrorWhileConnecting() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (MemcachedServer memcached = MemcachedServer.startOrSkip()) {
            InetSocketAddress server = InetSocketAddress.createUnresolved(memcached.host(), memcached.port());
            ReconnectingConnection.Dial dial = () -> {
                if (broken.get()) {
                    throw new NoClassDefFoundError("missing");
                }
                return ClientConnection.open(server, Optional.empty(), AMPLE);
            };
            try (ReconnectingConnection connection = ReconnectingConnection.to(server, dial, System::nanoTime)) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> Deadline.in(AMPLE).await(connection.link()))
                        .withCauseInstanceOf(NoClassDefFoundError.class);
                broken.set(false);
                await().atMost(AMPLE)
                        .ignoreException(ExecutionException.class)
                        .untilAsserted(() -> assertThat(Deadline.in(AMPLE).await(connection.link()))
                                .isNotNull());
            }
        }
    }
}
