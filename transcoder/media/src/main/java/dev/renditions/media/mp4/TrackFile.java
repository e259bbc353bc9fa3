package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A fragmented MP4 with one track and an index in front of its fragments, as far as packaging wants to know it. Immutable.
 *
 * @param name of the file
 * @param header what its header says
 * @param headerEnd the first byte behind the header, which begins at 0
 * @param indexEnd the first byte behind the index, which begins where the header ends
 * @param fragments one after the other, without gaps in bytes or time; at least one, the first from 0 on
 */
public record TrackFile(String name, TrackHeader header, long headerEnd, long indexEnd, List<Fragment> fragments) {
    private static final long MICROS = 1_000_000;

    /**
     * Reads what a file says of itself, not its samples.
     *
     * @throws PackagingException if it is not such a file, saying which and why
     * @throws IOException if it can't be read
     */
    public static TrackFile read(Path file) throws IOException {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return BoxFile.read(file, boxes -> new TrackReader(name, boxes).read());
    }

    /**
     * Where a fragment begins: when its first sample is decoded, which is what players go by that place the fragments of HLS by
     * the playlist. Pictures are presented up to some frames later, all but those of the first fragment.
     *
     * @param index its number, or how many there are for the end of the last
     */
    public Duration start(int index) {
        Fragment last = fragments.get(fragments.size() - 1);
        long ticks = index == fragments.size()
                ? last.presented().to()
                : fragments.get(index).time();
        return time(ticks);
    }

    private Duration time(long ticks) {
        long micros = Math.round(ticks * (double) MICROS / header.timescale());
        return Duration.ofNanos(micros * 1000);
    }

    /** When the first sample of a fragment is presented. */
    public Duration presented(int index) {
        return time(fragments.get(index).presented().from());
    }

    /** How long it plays. */
    public Duration length() {
        return start(fragments.size());
    }

    /** How long a sample is presented, in ticks, as the first fragment has it on average; above 0. */
    public long sampleTicks() {
        Fragment first = fragments.get(0);
        return Math.max(1, (first.presented().to() - first.presented().from()) / first.samples());
    }

    /** Samples a second: the frame rate of pictures. */
    public double sampleRate() {
        return (double) header.timescale() / sampleTicks();
    }

    /** The fragment that begins at a byte; -1 if none does. */
    public int fragmentAt(long offset) {
        int low = 0;
        int high = fragments.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long start = fragments.get(middle).start();
            if (start == offset) {
                return middle;
            }
            if (start < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
