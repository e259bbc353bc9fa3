package dev.renditions.index.memcached.cluster;

import net.spy.memcached.CachedData;
import net.spy.memcached.transcoders.Transcoder;

/**
 * Reads and writes values as plain bytes. The client's own transcoder deserializes Java objects depending on the flags
 * of a value, so an attacker who can write to Memcached could run code here. This one ignores the flags.
 */
final class ByteTranscoder implements Transcoder<byte[]> {
    /** Stateless. */
    static final ByteTranscoder INSTANCE = new ByteTranscoder();

    private static final int NO_FLAGS = 0;

    private ByteTranscoder() {}

    @Override
    public boolean asyncDecode(CachedData data) {
        return false;
    }

    @Override
    public CachedData encode(byte[] value) {
        return new CachedData(NO_FLAGS, value, getMaxSize());
    }

    @Override
    public byte[] decode(CachedData data) {
        return data.getData();
    }

    /** Unlimited: the client would drop the connection when it reads a larger value. */
    @Override
    public int getMaxSize() {
        return Integer.MAX_VALUE;
    }
}
