package dev.renditions;

import dev.renditions.media.MediaInfo;
import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Looks into media and encodes it. Files are given under names of ours, never an uploader's; nothing outside the folder
 * of the file is touched. Safe for use by many threads at once; each call waits until it is done or its time is up.
 * Interrupting the calling thread ends the work and its processes, throws {@link java.util.concurrent.CancellationException}
 * and leaves the thread's interrupt flag set.
 */
public interface Transcoder {
    /**
     * What a file holds.
     *
     * @throws MediaException if it can't be read as media
     */
    MediaInfo probe(Path file);

    /**
     * Encodes the source into one new file.
     *
     * @param source the file that the plan was made for
     * @param plan what to do
     * @param output where the encoded file is to be; its folder exists, itself does not
     * @param limit how long it may take
     * @param progress told how far it is; on any thread
     * @throws MediaException if the source can't be decoded whole, or the work took too long
     */
    void encode(Path source, Plan.Encode plan, Path output, Duration limit, Progress progress);

    /** The program that encodes and its version, such as {@code ffmpeg 8.1.2}: recorded with each rendition. */
    String engine();

    /** Told how far an encode is. */
    @FunctionalInterface
    interface Progress {
        /** Tells nobody. */
        Progress NONE = fraction -> {};

        /**
         * One step.
         *
         * @param fraction from 0 to 1, never falling
         */
        void at(double fraction);
    }
}
