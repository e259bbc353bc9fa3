package dev.renditions.index.memcached.cluster;

import net.spy.memcached.CachedData;
import net.spy.memcached.transcoders.Transcoder;

/**
 * Values as they are, byte for byte. The client's own reads Java objects as the flags of a value tell it to, so whoever
 * writes to memcached could run code here; this one does not look at the flags.
 */
final class ByteTranscoder implements Transcoder<byte[]> {
    /** It has no state. */
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

    /** No bound: the client checks it while it reads, and gives up the connection over a value above it. */
    @Override
    public int getMaxSize() {
        return Integer.MAX_VALUE;
    }
}
