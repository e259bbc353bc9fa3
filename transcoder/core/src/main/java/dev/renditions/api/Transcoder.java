package dev.renditions.api;

import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.AudioLoudness;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Probes media and encodes renditions of it. Its files have names that this program chose, never an uploader's. Nothing
 * outside the folders of the file and of the orders is accessed. Safe for use by many threads at once; each call blocks until
 * it is done or its time is up. Interrupting the calling thread ends the work and its processes, throws
 * {@link java.util.concurrent.CancellationException} and leaves the thread's interrupt flag set.
 */
public interface Transcoder extends OutputProbe {
    /**
     * Statistics of a file's packets. The whole file is read, but nothing is decoded.
     *
     * @param media what {@link #probe} found in the file
     * @param rates the rates that {@link dev.renditions.media.Bursts} are measured at, in kilobits a second
     * @return {@link PacketStats#NONE} by default, for transcoders that don't copy streams
     * @throws MediaException if the file can't be read as media
     */
    default PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return PacketStats.NONE;
    }

    /**
     * The hashes of a file's video and audio streams, by stream index. The whole file is read, but nothing is decoded. A stream
     * that can't be hashed is absent, which is not a failure.
     *
     * @param media what {@link #probe} found in the file
     * @param limit how long it may take
     * @return empty by default, for transcoders that don't hash streams; also if the file can't be read
     * @throws MediaException of kind TIME if it takes longer than the limit, of kind ENGINE if the program is unavailable
     */
    default Map<Integer, StreamHash> streamHashes(Path file, MediaInfo media, Duration limit) {
        return Map.of();
    }

    /**
     * How well the main streams of a file decode. The whole file is decoded once; damage does not end that.
     *
     * @param limit how long it may take
     * @throws MediaException if the file can't be read at all, or it takes longer than the limit
     */
    DecodeCondition examine(Input input, Duration limit);

    /**
     * Why this transcoder can't make a profile of any source: it lacks something that the profile needs. A sentence for
     * users; empty if it supports the profile.
     *
     * @throws MediaException of kind ENGINE if the encoder is unavailable
     */
    default Optional<String> unsupportedReason(Profile profile) {
        return Optional.empty();
    }

    /**
     * Makes several renditions of one source, with as little decoding as their kinds allow. If one fails, the others are
     * still made.
     *
     * @param input the file that the plans were made for
     * @param orders what to make
     * @param limit how long all of it may take
     * @param ends receives each rendition once, as soon as it is {@link Ending.Encoded} or has {@link Ending.Failed} with a
     *     {@link MediaException}, on the calling thread; an exception that it throws ends the call
     */
    void make(Input input, List<Order> orders, Duration limit, Ending.Sink ends);

    /**
     * Whether frames of a file can be decoded from any of its key frames on, so that a part of it can be decoded alone.
     *
     * @return false by default, for transcoders that encode no segments
     */
    default boolean seekable(Path file) {
        return false;
    }

    /**
     * Encodes the same segment of one or several tracks, with one decode of its part of the source. Exactly its frames are
     * encoded, with the times that they have in the whole track, and the first one is a key frame.
     *
     * @param input the file that the segmentation was decided for; not a tolerant one
     * @param parts what to encode; their segments begin and end at the same times
     * @param limit how long all of it may take
     * @throws MediaException if any of them fails, or has other frames than the segment; no file exists then
     */
    default void encodeSegments(Input input, List<SegmentPart> parts, Duration limit, Progress progress) {
        throw new UnsupportedOperationException("it encodes no segments");
    }

    /**
     * Joins all segments of a track into a file that other renditions are assembled from, like one that was encoded as a whole. Verifies
     * that every frame is there once, at its time.
     *
     * @param segments the files of its segments, in order
     * @param target a new file
     * @throws MediaException of kind UNPROVED if the segments don't fit together
     */
    default void joinSegments(VideoRecipe recipe, Segmentation.Cut cut, List<Path> segments, Path target) {
        throw new UnsupportedOperationException("it joins no segments");
    }

    /** The program that encodes and its version, such as {@code ffmpeg 8.1.2}: recorded with each rendition. */
    String engine();

    /**
     * Identifies whatever decides the results of {@link #probe}, {@link #packets} and {@link #examine} besides the file: the
     * engine and its build. Results of another one are not used.
     */
    default String analyzer() {
        return engine();
    }

    /**
     * Measurements of a source that its runs share with earlier ones. For the thread that makes the renditions. A measurement is
     * described by a text that is the same whenever the same is measured of the same source.
     */
    interface Measurements {
        /** Remembers nothing. */
        Measurements NONE = new Measurements() {
            @Override
            public Optional<AudioLoudness> loudness(String description) {
                return Optional.empty();
            }

            @Override
            public void record(Map<String, AudioLoudness> measured) {}
        };

        /** The loudness that was measured before; empty if it is unknown. */
        Optional<AudioLoudness> loudness(String description);

        /** Remembers measurements, by their descriptions. */
        void record(Map<String, AudioLoudness> measured);
    }

    /**
     * A file that was probed, and how to read it. Immutable.
     *
     * @param reader returns the file; the first call may download it, so it is called only if the file is needed
     * @param media what the probe found in it
     * @param tolerant whether damaged parts are left out or concealed; if not, the first damage ends a run
     * @param measurements what is known of it from earlier runs
     */
    record Input(Supplier<Path> reader, MediaInfo media, boolean tolerant, Measurements measurements) {
        /** An input of which nothing was measured before. */
        public Input(Path file, MediaInfo media, boolean tolerant) {
            this(() -> file, media, tolerant, Measurements.NONE);
        }

        /**
         * The file, for the thread that makes the renditions.
         *
         * @throws RenditionException if it can't be read, or has changed since it was probed
         */
        public Path file() {
            return reader.get();
        }

        /** An input whose first damage ends a run. */
        public static Input strict(Path file, MediaInfo media) {
            return new Input(file, media, false);
        }
    }

    /**
     * A rendition to encode. Immutable.
     *
     * @param rendition the rendition and its plan
     * @param folder an empty folder for its files; if the encode fails, they are useless
     * @param progress receives the progress, on any thread
     * @param ready tracks that are copied instead of encoded; those that the plan does not need are ignored
     */
    record Order(MissingRendition rendition, Path folder, Progress progress, List<ReadyTrack> ready) {
        /** Copies the list. */
        public Order {
            ready = List.copyOf(ready);
        }

        /** An order without ready tracks. */
        public Order(MissingRendition rendition, Path folder, Progress progress) {
            this(rendition, folder, progress, List.of());
        }

        public Plan.Make plan() {
            return rendition.plan();
        }
    }

    /**
     * A segment of a track to encode. Immutable.
     *
     * @param recipe the track
     * @param cut how it is cut
     * @param segment one of its segments
     * @param file a new file for it, in a folder of its own, which gets the image of its watermark
     */
    record SegmentPart(VideoRecipe recipe, Segmentation.Cut cut, TrackSegment segment, Path file) {}

    /** Receives the progress of an order. */
    @FunctionalInterface
    interface Progress {
        /** Ignores all progress. */
        Progress NONE = step -> {};

        /** The work has reached this step. */
        void at(EncodeProgress step);
    }
}
