package dev.renditions.service.encode;

import dev.renditions.service.lookup.Resolution;
import dev.renditions.service.request.MissingRendition;
import java.util.concurrent.CancellationException;

/** Hears what became of the renditions of one request. */
public interface ResolutionSink {
    /** It is there, or will never be. */
    void answered(MissingRendition wanted, Resolution answer);

    /** It could not be made. */
    void failed(MissingRendition wanted, RuntimeException reason);

    /** Does something for one rendition; what is thrown is its answer, unless the caller was told to stop. */
    default void attempt(MissingRendition wanted, Part part) throws InterruptedException {
        try {
            part.run();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(wanted, e);
        }
    }

    /** The same where something is held for it, which then ends. */
    default void attempt(Claim claim, Runnable part) {
        try {
            part.run();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            claim.failed(e);
            failed(claim.wanted(), e);
        }
    }

    /** A part of the work. */
    @FunctionalInterface
    interface Part {
        void run() throws InterruptedException;
    }
}
