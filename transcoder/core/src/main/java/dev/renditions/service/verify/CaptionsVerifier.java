package dev.renditions.service.verify;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds files of texts against their plan. */
final class CaptionsVerifier {
    private static final MediaInfo MEDIA =
            new MediaInfo("webvtt", Optional.empty(), List.of(), List.of(), List.of(), 0);

    private CaptionsVerifier() {}

    /** What is known of texts: their format. */
    static MediaInfo check(CaptionsPlan plan, List<Transcoder.Output> outputs) {
        List<String> wrong = new ArrayList<>();
        if (outputs.size() != plan.texts().size()) {
            wrong.add("it has " + outputs.size() + " files instead of "
                    + plan.texts().size());
        }
        for (Transcoder.Output output : outputs) {
            if (!read(output.file()).inOrder()) {
                wrong.add("the texts of " + output.name() + " are out of order");
            }
        }
        OutputVerifier.refuse(wrong);
        return MEDIA;
    }

    /** One file of texts. */
    static WebVtt read(Path file) {
        try {
            return WebVtt.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new MediaException(
                    MediaException.Kind.UNPROVED,
                    "what was written is no WebVTT, so it was not published: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE, "what was written can't be read back: " + e.getMessage(), e);
        }
    }
}
