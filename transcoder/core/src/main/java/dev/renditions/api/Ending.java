package dev.renditions.api;

import dev.renditions.index.RenditionLocation;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * How the work on one rendition ended. The encoder makes it {@link Encoded} or {@link Failed}, publication turns the first into
 * {@link Published}, and a rendition that needs no encode is {@link Found} or {@link NotMade}. Immutable.
 */
public sealed interface Ending {
    /** How it ended, in one word. */
    Outcome outcome();

    /** Where the store has the rendition; empty if it has none. */
    default Optional<RenditionLocation> location() {
        return Optional.empty();
    }

    /** The encode time that was not spent. */
    default Duration saved() {
        return Duration.ZERO;
    }

    /** The wall-clock time of its encode; of an encode that several share, its part. Zero if it was not encoded. */
    default Duration took() {
        return Duration.ZERO;
    }

    /** The time of an encode of which nothing is kept, since another worker published first; absent otherwise. */
    default Optional<Duration> wasted() {
        return Optional.empty();
    }

    /** A sentence where there is no rendition, or where its encode was wasted; empty otherwise. */
    default String reason() {
        return "";
    }

    /** What was thrown; absent unless it failed. */
    default Optional<RuntimeException> failure() {
        return Optional.empty();
    }

    /** The same for a caller who waited while another made it. */
    default Ending shared() {
        return location().<Ending>map(at -> new Found(Outcome.COALESCED, at)).orElse(this);
    }

    /**
     * The encoder has written its files, which are neither verified nor published.
     *
     * @param order what was encoded, and where
     * @param outputs its files, the main one first; at least one
     */
    record Encoded(Transcoder.Order order, List<OutputFile> outputs, Duration took) implements Ending {
        /** Copies the list. */
        public Encoded {
            outputs = List.copyOf(outputs);
        }

        @Override
        public Outcome outcome() {
            return Outcome.of(order.plan());
        }
    }

    /**
     * The store has it, and it was made for this request.
     *
     * @param at where it is
     * @param kept whether the store keeps what was made; if not, it has that of a worker who was first
     */
    record Published(Outcome outcome, RenditionLocation at, Duration took, boolean kept) implements Ending {
        private static final String WASTED =
                "another worker published it first: that rendition is kept, and this encode was wasted";

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
     * The store has it, and nothing was encoded for this request.
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

    /** There is none, and nothing went wrong: the profile does not apply, or nobody asked for more than a plan. */
    record NotMade(Outcome outcome, String reason) implements Ending {}

    /**
     * It could not be made.
     *
     * @param cause what was thrown
     */
    record Failed(RuntimeException cause) implements Ending {
        /**
         * What was thrown for one rendition ends that one alone.
         *
         * @throws CancellationException if it was that, which ends the whole request
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
        /** A rendition has ended, which happens once. Called on the thread that works for the request. */
        void ended(MissingRendition rendition, Ending ending);
    }
}
