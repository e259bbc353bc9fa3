package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A fragmented MP4 with one track and an index before its fragments, as needed for packaging. Immutable.
 *
 * @param name file name
 * @param header the parsed header
 * @param headerEnd offset after the header, which begins at 0
 * @param indexEnd offset after the index, which follows the header
 * @param fragments its fragments without gaps in bytes or time; at least one, starting at time 0
 */
public record TrackFile(String name, TrackHeader header, long headerEnd, long indexEnd, List<Fragment> fragments) {
    private static final long MICROS = 1_000_000;

    /**
     * Reads the header and indexes of a file, not its samples.
     *
     * @throws PackagingException if it is not such a file; the message names the file and the reason
     * @throws IOException if it can't be read
     */
    public static TrackFile read(Path file) throws IOException {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return BoxFile.read(file, boxes -> new TrackReader(name, boxes).read());
    }

    /**
     * The start of a fragment: the decode time of its first sample, which HLS players use. Except in the first
     * fragment, frames are presented up to some frames later.
     *
     * @param index its index, or the number of fragments for the end of the last
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

    /** The presentation time of the first sample of a fragment. */
    public Duration presented(int index) {
        return time(fragments.get(index).presented().from());
    }

    /** The duration of the track. */
    public Duration length() {
        return start(fragments.size());
    }

    /** The average duration of a sample in the first fragment, in ticks; above 0. */
    public long sampleTicks() {
        Fragment first = fragments.get(0);
        return Math.max(1, (first.presented().to() - first.presented().from()) / first.samples());
    }

    /** Samples per second: the frame rate of a video. */
    public double sampleRate() {
        return (double) header.timescale() / sampleTicks();
    }

    /** The index of the fragment that begins at an offset; -1 if none does. */
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
