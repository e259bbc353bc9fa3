package dev.renditions.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.media.MediaInfo;
import dev.renditions.testing.Media;
import dev.renditions.workspace.FreeSpaceGuard;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceLimitsTest {
    /** Ten seconds long. */
    private static final MediaInfo MEDIA = Media.of(Media.video(1280, 720), Media.audio(1, 2));

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} pixels, {1} s, {2} streams: {3}")
    @CsvSource({
        "921600, 10, 2, ''",
        "921599, 10, 2, 'its image has 921600 pixels (1280x720); the limit is 921599 (RENDITIONS_MAX_PIXELS)'",
        "921600,  9, 2, 'it is 10 s long; the limit is 9 s (RENDITIONS_MAX_DURATION)'",
        "921600, 10, 1, 'it has 2 streams; the limit is 1 (RENDITIONS_MAX_STREAMS)'",
    })
    void messageNamesTheLimitAndItsSetting(long pixels, long seconds, int streams, String message) {
        SourceLimits limits = new SourceLimits(1, pixels, Duration.ofSeconds(seconds), streams, 1, 0);
        check(message, () -> limits.check(MEDIA));
    }

    @ParameterizedTest
    @CsvSource({"100, ''", "101, 'it has 101 bytes; the limit is 100 (RENDITIONS_MAX_SOURCE_SIZE)'"})
    void sizeIsCheckedBeforeAnythingIsRead(long bytes, String message) {
        SourceLimits limits = new SourceLimits(100, 1, Duration.ofSeconds(1), 1, 1, 0);
        check(message, () -> limits.checkBytes(bytes));
    }

    private static void check(String message, ThrowingCallable check) {
        if (message.isEmpty()) {
            assertThatCode(check).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(check)
                    .withMessage(message)
                    .matches(e -> e.kind() == MediaException.Kind.LIMIT && !e.isTransient());
        }
    }

    @Test
    void limitsMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceLimits(0, 1, Duration.ofSeconds(1), 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceLimits(1, 1, Duration.ZERO, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceLimits(1, 1, Duration.ofSeconds(1), 1, 1, -1));
    }

    @Test
    void reservationsRespectTheSpaceThatMustStayFree() {
        try (Workspace workspace = new Workspace(folder.resolve("not/there/yet"), Clock.systemUTC())) {
            long free = workspace.free().orElseThrow();
            assertThat(free).isPositive();
            assertThatCode(() -> new FreeSpaceGuard(workspace, 0)
                            .reserve(1, "a film")
                            .close())
                    .doesNotThrowAnyException();
            for (FreeSpaceGuard none : new FreeSpaceGuard[] {
                new FreeSpaceGuard(workspace, Long.MAX_VALUE), new FreeSpaceGuard(workspace, 1L << 60)
            }) {
                assertThatExceptionOfType(MediaException.class)
                        .isThrownBy(() -> none.reserve(1, "a film").close())
                        .withMessageContaining("not enough disk space for a film")
                        .withMessageContaining("RENDITIONS_WORK_DIR")
                        .matches(MediaException::isTransient);
            }
            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(() -> new FreeSpaceGuard(workspace, 0).reserve(Long.MAX_VALUE, "a film"));
        }
    }
}
