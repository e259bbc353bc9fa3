package dev.renditions.api;

import dev.renditions.api.track.TrackUse;
import dev.renditions.index.RenditionLocation;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.ReadyTrack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * How the work on one rendition ended. After an encode it is {@link Encoded} or {@link Failed}; publication turns
 * {@link Encoded} into {@link Published}. A rendition that needs no encode is {@link Found} or {@link NotMade}. Immutable.
 */
public sealed interface Ending {
    /** The outcome that the result reports. */
    Outcome outcome();

    /** The rendition's location in the store; empty if the store does not have it. */
    default Optional<RenditionLocation> location() {
        return Optional.empty();
    }

    /** The encode time that was saved. */
    default Duration saved() {
        return Duration.ZERO;
    }

    /** The wall-clock time of its encode, or its share if several renditions shared the encode. Zero if it was not encoded. */
    default Duration took() {
        return Duration.ZERO;
    }

    /** The tracks that were encoded for it or copied into it; none if it was not made for this request. */
    default TrackUse use() {
        return TrackUse.NONE;
    }

    /** The time of an encode whose output was discarded because another worker published first; absent otherwise. */
    default Optional<Duration> wasted() {
        return Optional.empty();
    }

    /** A sentence if no rendition exists, or if its encode was wasted; empty otherwise. */
    default String reason() {
        return "";
    }

    /** The exception; absent unless it failed. */
    default Optional<RuntimeException> failure() {
        return Optional.empty();
    }

    /** The same ending for a caller that waited while another one made the rendition. */
    default Ending shared() {
        return location().<Ending>map(at -> new Found(Outcome.COALESCED, at)).orElse(this);
    }

    /**
     * The encoder has written the files. They are neither verified nor published yet.
     *
     * @param order what was encoded, and the folder of the files
     * @param outputs the files, the main one first; at least one
     * @param took the time of the tracks that were encoded for it, and of its assembly
     * @param tracks the tracks whose encode the plan asks for; empty if the plan has none
     */
    record Encoded(Transcoder.Order order, List<OutputFile> outputs, Duration took, List<AssembledTrack> tracks)
            implements Ending {
        /** Copies the lists. */
        public Encoded {
            outputs = List.copyOf(outputs);
            tracks = List.copyOf(tracks);
        }

        /** A rendition that does not consist of tracks. */
        public Encoded(Transcoder.Order order, List<OutputFile> outputs, Duration took) {
            this(order, outputs, took, List.of());
        }

        @Override
        public Outcome outcome() {
            return Outcome.of(order.plan(), tracks);
        }
    }

    /**
     * The store has the rendition, which was made for this request.
     *
     * @param at where it is
     * @param kept whether the store kept this encode; if not, it has that of a worker that published first
     * @param saved the encode time of the tracks that were not encoded for it
     * @param use the tracks that were encoded for it or copied into it
     */
    record Published(Outcome outcome, RenditionLocation at, Duration took, boolean kept, Duration saved, TrackUse use)
            implements Ending {
        private static final String WASTED =
                "another worker published it first: that rendition is kept, and this encode was wasted";

        /** A rendition that does not consist of tracks. */
        public Published(Outcome outcome, RenditionLocation at, Duration took, boolean kept, Duration saved) {
            this(outcome, at, took, kept, saved, TrackUse.NONE);
        }

        @Override
        public Optional<RenditionLocation> location() {
            return Optional.of(at);
        }

        @Override
        public Optional<Duration> wasted() {
            return kept ? Optional.empty() : Optional.of(took);
        }

        @Override
        public String reason() {
            return kept ? "" : WASTED;
        }
    }

    /**
     * The store has the rendition, and nothing was encoded for this request.
     *
     * @param at where it is
     */
    record Found(Outcome outcome, RenditionLocation at) implements Ending {
        @Override
        public Optional<RenditionLocation> location() {
            return Optional.of(at);
        }

        @Override
        public Duration saved() {
            return at.encodeTime();
        }
    }

    /** No rendition was made, and nothing failed: the profile does not apply, or only a plan was requested. */
    record NotMade(Outcome outcome, String reason) implements Ending {
        /** Only the plan was requested. */
        public static NotMade planned(Plan.Make plan) {
            return new NotMade(Outcome.PLANNED, wouldBe(plan));
        }

        private static String wouldBe(Plan.Make plan) {
            if (!plan.encodes()) {
                return "it would be remuxed";
            }
            if (plan.copies()) {
                return plan.copiesPicture()
                        ? "its video would be copied, its audio encoded"
                        : "its video would be encoded, its audio copied";
            }
            return "it would be encoded";
        }
    }

    /**
     * The rendition could not be made.
     *
     * @param cause the exception
     * @param suspects ready tracks that may be the cause: it failed when nothing but them was read. Without them it may succeed
     */
    record Failed(RuntimeException cause, List<ReadyTrack> suspects) implements Ending {
        /** Copies the list. */
        public Failed {
            suspects = List.copyOf(suspects);
        }

        /** A failure that no ready track is the cause of. */
        public Failed(RuntimeException cause) {
            this(cause, List.of());
        }

        /**
         * Turns an exception into the failure of one rendition. The others of the request continue.
         *
         * @throws CancellationException if {@code thrown} is one, because that ends the whole request
         */
        public static Failed of(RuntimeException thrown) {
            if (thrown instanceof CancellationException) {
                throw thrown;
            }
            return new Failed(thrown);
        }

        @Override
        public Outcome outcome() {
            return Outcome.FAILED;
        }

        @Override
        public String reason() {
            return cause instanceof RenditionException
                    ? String.valueOf(cause.getMessage())
                    : "unexpected error, probably a bug in Renditions: " + cause;
        }

        @Override
        public Optional<RuntimeException> failure() {
            return Optional.of(cause);
        }
    }

    /** Receives the endings of the renditions of one request. */
    @FunctionalInterface
    interface Sink {
        /** Called once for each rendition, on the thread that works for the request. */
        void ended(MissingRendition rendition, Ending ending);
    }
}
