package dev.renditions.kind.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextFlags;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.FakeTranscoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verification of captions before publication. */
final class CaptionsVerifierTest {
    @TempDir
    private Path folder;

    @Test
    void captionsAreWebVttInOrder() throws IOException {
        CaptionsPlan plan = new CaptionsPlan(
                new CaptionsProfile("captions", "", Duration.ofDays(1)),
                List.of(new TextTrack(2, "subrip", "en", TextFlags.NONE)));
        assertThat(verified(plan, "WEBVTT\n").format()).isEqualTo("webvtt");
        assertThat(verified(plan, "WEBVTT\n\n00:01.000 --> 00:02.000\na\n").video())
                .isEmpty();
        for (String wrong :
                List.of("", "<html>", "WEBVTT\n\n00:03.000 --> 00:04.000\na\n\n00:01.000 --> 00:02.000\nb\n")) {
            assertThatExceptionOfType(MediaException.class)
                    .as(wrong)
                    .isThrownBy(() -> verified(plan, wrong))
                    .matches(e -> e.kind() == MediaException.Kind.UNPROVED);
        }
    }

    private MediaInfo verified(CaptionsPlan plan, String file) throws IOException {
        Path path = Files.writeString(folder.resolve("text"), file);
        return new OutputVerifier(new FakeTranscoder())
                .check(plan, List.of(new OutputFile(path, "captions.vtt", "text/vtt")));
    }
}
