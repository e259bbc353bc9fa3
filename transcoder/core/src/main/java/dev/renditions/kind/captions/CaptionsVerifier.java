package dev.renditions.kind.captions;

import dev.renditions.kind.OutputFile;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.media.MediaInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares caption files with their plan. */
final class CaptionsVerifier {
    private static final MediaInfo MEDIA =
            new MediaInfo("webvtt", Optional.empty(), List.of(), List.of(), List.of(), 0);

    private CaptionsVerifier() {}

    /** Returns what is known of captions: only their format. */
    static MediaInfo check(CaptionsPlan plan, List<OutputFile> outputs) {
        List<String> wrong = new ArrayList<>();
        if (outputs.size() != plan.texts().size()) {
            wrong.add("it has " + outputs.size() + " files instead of "
                    + plan.texts().size());
        }
        for (OutputFile output : outputs) {
            if (!TrackChecks.webVtt(output.file()).inOrder()) {
                wrong.add("the cues of " + output.name() + " are out of order");
            }
        }
        VerificationException.throwIfAny(wrong);
        return MEDIA;
    }
}
