package dev.renditions.service.verify;

import dev.renditions.api.MediaException;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.VerificationException;
import dev.renditions.media.MediaInfo;
import java.util.List;

/** Verifies outputs against their plans, before anything is published. */
public final class OutputVerifier {
    private final OutputProbe probe;

    /** A verifier that uses this probe. */
    public OutputVerifier(OutputProbe probe) {
        this.probe = probe;
    }

    /**
     * Checks the outputs of a plan.
     *
     * @return the probed contents of the main file
     * @throws MediaException of the kind {@code UNPROVED}, with all differences, if they do not match the plan
     */
    public MediaInfo check(Plan.Make plan, List<OutputFile> outputs) {
        try {
            return plan.verify(outputs, probe);
        } catch (VerificationException e) {
            MediaException.Kind kind = e.unreadable() ? MediaException.Kind.ENGINE : MediaException.Kind.UNPROVED;
            throw new MediaException(kind, String.valueOf(e.getMessage()), e);
        }
    }
}
