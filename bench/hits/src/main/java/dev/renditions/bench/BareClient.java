package dev.renditions.bench;

import java.io.IOException;
import java.time.Duration;
import net.spy.memcached.AddrUtil;
import net.spy.memcached.ClientMode;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionFactoryBuilder.Protocol;
import net.spy.memcached.MemcachedClient;

/** The memcached client alone, without the index around it. */
final class BareClient {
    private BareClient() {}

    static MemcachedClient connect(String server, Duration timeout) throws IOException {
        return new MemcachedClient(
                new ConnectionFactoryBuilder()
                        .setClientMode(ClientMode.Static)
                        .setProtocol(Protocol.TEXT)
                        .setDaemon(true)
                        .setOpTimeout(timeout.toMillis())
                        .build(),
                AddrUtil.getAddresses(server));
    }
}
