package dev.renditions.testing;

import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.media.MediaInfo;
import dev.renditions.service.verify.OutputVerifier;
import java.nio.file.Path;
import java.util.List;

/** Verifies renditions of one file. */
public final class Verification {
    private Verification() {}

    /**
     * Returns the probe result of an output that is as planned. Unlike the service, it trusts the durations in headers.
     *
     * @throws dev.renditions.api.MediaException if it is not as planned
     */
    public static MediaInfo check(Plan.Make plan, Path output, OutputProbe probe) {
        OutputFile file =
                new OutputFile(output, plan.profile().fileName(), plan.profile().mediaType());
        OutputProbe headers = path -> probe.probe(path);
        return new OutputVerifier(headers).check(plan, List.of(file));
    }
}
