package dev.renditions.service.verify;

import dev.renditions.api.MediaException;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.VerificationException;
import dev.renditions.media.MediaInfo;
import java.util.List;

/** Has each plan verify what was encoded for it, before anything is published. */
public final class OutputVerifier {
    private final OutputProbe probe;

    /** One that looks into outputs by this. */
    public OutputVerifier(OutputProbe probe) {
        this.probe = probe;
    }

    /**
     * Passes if the outputs are what the plan says.
     *
     * @return what a probe found in the main one
     * @throws MediaException of the kind {@code UNPROVED}, with everything that is wrong, if they are not
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
