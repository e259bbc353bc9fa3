package dev.renditions.ffmpeg.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ObjDoubleConsumer;

/**
 * How long each frame of a video is shown: until the next in the order of display, which is decoded before it or after. Keeps a
 * few frames, however many there are. For one thread.
 */
final class FrameLengths {
    /**
     * How far a frame may be from the next in the order of decoding. H.264 keeps 16 frames at most, so that one may be shown
     * after 16 that are decoded later, and the next be decoded after 16 that are shown later.
     */
    static final int FARTHEST = 32;

    private final ObjDoubleConsumer<Packet> to;
    private final Deque<Packet> decoded = new ArrayDeque<>();
    private final Deque<Packet> waiting = new ArrayDeque<>();

    /**
     * Of nothing yet.
     *
     * @param to is given each packet in the order of decoding, and for how many seconds its frame is shown: zero for the last
     */
    FrameLengths(ObjDoubleConsumer<Packet> to) {
        this.to = to;
    }

    /** One packet more, in the order of decoding, that says when it is shown. */
    void add(Packet packet) {
        decoded.add(packet);
        waiting.add(packet);
        if (waiting.size() > FARTHEST) {
            next();
        }
        if (decoded.size() > 2 * FARTHEST) {
            decoded.removeFirst();
        }
    }

    /** There are no more. */
    void end() {
        while (!waiting.isEmpty()) {
            next();
        }
    }

    private void next() {
        Packet packet = waiting.removeFirst();
        double next = Double.POSITIVE_INFINITY;
        for (Packet other : decoded) {
            if (other.shown() > packet.shown()) {
                next = Math.min(next, other.shown());
            }
        }
        to.accept(packet, Double.isInfinite(next) ? 0 : next - packet.shown());
    }
}
