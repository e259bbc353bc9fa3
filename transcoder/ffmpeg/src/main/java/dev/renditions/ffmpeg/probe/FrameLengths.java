package dev.renditions.ffmpeg.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ObjDoubleConsumer;

/**
 * Measures how long each frame of a video is shown: until the next frame in display order, which may be decoded before it or
 * after it. Uses constant memory. For one thread.
 */
final class FrameLengths {
    /**
     * The largest distance in decoding order of two frames that follow each other in display order. H.264 buffers at most 16
     * frames, so a frame may be shown after 16 that are decoded later, and the next one decoded after 16 that are shown later.
     */
    static final int FARTHEST = 32;

    private final ObjDoubleConsumer<Packet> to;
    private final Deque<Packet> decoded = new ArrayDeque<>();
    private final Deque<Packet> waiting = new ArrayDeque<>();

    /**
     * A reader of one stream.
     *
     * @param to receives each packet in decoding order, and the seconds that its frame is shown: zero for the last
     */
    FrameLengths(ObjDoubleConsumer<Packet> to) {
        this.to = to;
    }

    /** Adds the next packet in decoding order; it must have a presentation time. */
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

    /** Ends the input. */
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
