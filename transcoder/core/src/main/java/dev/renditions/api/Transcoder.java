package dev.renditions.api;

import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks into media and makes renditions of it. Files are given under names of ours, never an uploader's; nothing outside
 * the folders of the file and of the orders is touched. Safe for use by many threads at once; each call waits until it is
 * done or its time is up. Interrupting the calling thread ends the work and its processes, throws
 * {@link java.util.concurrent.CancellationException} and leaves the thread's interrupt flag set.
 */
public interface Transcoder extends OutputProbe {
    /**
     * What the packets of a file show: all of it is read, but nothing is decoded.
     *
     * @param media the file, as {@link #probe} found it
     * @param rates the rates that {@link dev.renditions.media.Bursts} are measured at, in kilobits a second
     * @return always {@link PacketStats#NONE} here, for transcoders that copy nothing
     * @throws MediaException if the file can't be read as media
     */
    default PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return PacketStats.NONE;
    }

    /**
     * How well the main streams of a file decode: all of it is decoded once, and damage does not end that.
     *
     * @param limit how long it may take
     * @throws MediaException if the file can't be read at all, or not within the limit
     */
    DecodeCondition examine(Input input, Duration limit);

    /**
     * Why nothing can be made for a profile, whatever the source: the program lacks something that it needs. A sentence for
     * people; empty if all is there.
     *
     * @throws MediaException of kind ENGINE if there is no program
     */
    default Optional<String> unsupportedReason(Profile profile) {
        return Optional.empty();
    }

    /**
     * Makes several renditions of one source, with as little decoding as their kinds allow. One that can't be made does not
     * take the others along.
     *
     * @param input the file that the plans were made for
     * @param orders what to make
     * @param limit how long all of it may take
     * @param ends receives each rendition once, as soon as it is {@link Ending.Encoded} or has {@link Ending.Failed} with a
     *     {@link MediaException}, on the calling thread; what it throws ends the call
     */
    void make(Input input, List<Order> orders, Duration limit, Ending.Sink ends);

    /** The program that encodes and its version, such as {@code ffmpeg 8.1.2}: recorded with each rendition. */
    String engine();

    /**
     * A file that was probed, and how it is to be read. Immutable.
     *
     * @param file where it is
     * @param media what the probe found in it
     * @param tolerant whether what is damaged in it is left out or concealed; if not, the first damage ends a run
     */
    record Input(Path file, MediaInfo media, boolean tolerant) {
        /** One whose first damage ends a run. */
        public static Input strict(Path file, MediaInfo media) {
            return new Input(file, media, false);
        }
    }

    /**
     * A rendition to encode. Immutable.
     *
     * @param rendition which, and by which plan
     * @param folder an empty folder for its files; if it fails, they are of no use
     * @param progress told how far it is; on any thread
     */
    record Order(MissingRendition rendition, Path folder, Progress progress) {
        /** What to do. */
        public Plan.Make plan() {
            return rendition.plan();
        }
    }

    /** Told how far the work on an order is. */
    @FunctionalInterface
    interface Progress {
        /** Tells nobody. */
        Progress NONE = step -> {};

        /** One step further. */
        void at(EncodeProgress step);
    }
}
