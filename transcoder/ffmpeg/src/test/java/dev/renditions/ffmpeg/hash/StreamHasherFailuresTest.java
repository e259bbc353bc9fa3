package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.engine.FakeProgram;
import dev.renditions.ffmpeg.probe.Ffprobe;
import dev.renditions.media.StreamHash;
import dev.renditions.testing.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures of ffprobe mean that a file has no hashes: the caller remembers that for ever. */
@Timeout(60)
class StreamHasherFailuresTest {
    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.writeString(folder.resolve("source"), "film");
    }

    @ParameterizedTest
    @CsvSource({
        "exec sleep 1000,                                 TIME",
        "echo 'Cannot allocate memory' >&2; exit 1,       MACHINE",
        "kill -SEGV $$,                                   MACHINE",
        "kill -KILL $$,                                   ENGINE",
        "exit 0,                                          ENGINE",
    })
    void failureThatMayNotRepeatIsThrown(String script, MediaException.Kind kind) throws IOException {
        MediaException thrown = catchThrowableOfType(MediaException.class, () -> hashes(script));

        assertThat(thrown).as("no hashes would be remembered").isNotNull();
        assertThat(thrown.kind()).as(thrown.getMessage()).isEqualTo(kind);
    }

    @Test
    void fileThatCannotBeReadHasNoHashes() throws IOException {
        assertThat(hashes("echo 'Invalid data found when processing input' >&2; exit 1"))
                .isEmpty();
    }

    private Map<Integer, StreamHash> hashes(String script) throws IOException {
        Ffprobe ffprobe = new Ffprobe(FakeProgram.both(folder, script), SourceLimits.DEFAULT);
        return new StreamHasher(ffprobe).of(source, Media.of(Media.video(64, 36)), Duration.ofSeconds(2));
    }
}
