package dev.renditions.ffmpeg.hash;

/** The packets of one stream, reduced to what its hash needs. For one thread. */
final class StreamPackets {
    private final FieldDigest contents = new FieldDigest();
    private final PacketTimes times = new PacketTimes();
    private long count;
    private boolean complete = true;

    void add(PrintedPacket packet) {
        count++;
        complete &= packet.complete();
        times.add(packet.pts(), packet.dts(), packet.duration());
        contents.text(packet.contents()).texts(packet.sideData().hashed());
    }

    /** How many bytes of memory the packets need. */
    int length() {
        return times.length();
    }

    /** Whether all packets are known completely. */
    boolean complete() {
        return complete;
    }

    /**
     * Adds all packets to a digest. To be called once.
     *
     * @throws ArithmeticException if one of their times is too large
     */
    void addTo(FieldDigest digest, StreamClock clock) {
        digest.number(count).text(contents.hex());
        clock.addTo(digest, times);
    }
}
