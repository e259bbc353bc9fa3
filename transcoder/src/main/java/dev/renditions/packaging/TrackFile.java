package dev.renditions.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A fragmented MP4 with one track and an index in front of its fragments, as far as packaging wants to know it. Immutable.
 *
 * @param name of the file
 * @param header what its header says
 * @param headerEnd the first byte behind the header, which begins at 0
 * @param indexEnd the first byte behind the index, which begins where the header ends
 * @param fragments one after the other, without gaps in bytes or time; at least one
 */
record TrackFile(String name, TrackHeader header, long headerEnd, long indexEnd, List<Fragment> fragments) {
    private static final long MICROS = 1_000_000;

    /**
     * Reads what a file says of itself, not its samples.
     *
     * @throws PackagingException if it is not such a file, saying which and why
     * @throws IOException if it can't be read
     */
    static TrackFile read(Path file) throws IOException {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return BoxFile.read(file, boxes -> new TrackReader(name, boxes).read());
    }

    /**
     * What is wrong with its beginning; empty if players agree that it begins at 0, within a tick. They subtract the edit
     * list from when the first sample is presented. Sound may begin before 0, with what is decoded and not played.
     */
    Optional<String> startProblem() {
        long begins = fragments.get(0).presented().from() - header.mediaTime();
        boolean early = begins < -1 && header.entry() instanceof SampleEntry.Picture;
        return early || begins > 1
                ? Optional.of("it begins " + begins + " ticks of 1/" + header.timescale() + " s after 0")
                : Optional.empty();
    }

    /**
     * When a fragment begins to play.
     *
     * @param index its number, or how many there are for the end of the last
     */
    Duration start(int index) {
        long ticks = index == 0 ? 0 : fragments.get(index - 1).presented().to() - header.mediaTime();
        long micros = Math.round(ticks * (double) MICROS / header.timescale());
        return Duration.ofNanos(micros * 1000);
    }

    /** How long it plays. */
    Duration length() {
        return start(fragments.size());
    }

    /** The length of a sample in ticks, as the first fragment has it on average; above 0. */
    long sampleTicks() {
        Fragment first = fragments.get(0);
        return Math.max(1, first.duration() / first.samples());
    }

    /** Samples a second: the frame rate of pictures. */
    double sampleRate() {
        return (double) header.timescale() / sampleTicks();
    }
}
