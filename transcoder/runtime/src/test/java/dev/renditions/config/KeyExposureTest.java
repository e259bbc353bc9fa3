package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.engine.EngineFacts;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyExposureTest {
    private static final Map<String, String> SHARED =
            Map.of("RENDITIONS_STORE", "file:/films", "RENDITIONS_INDEX", "memcached://cache:11211");

    private static Optional<String> warning(SandboxChoice sandbox, boolean filesRestricted, String... changes) {
        Map<String, String> environment = new HashMap<>(SHARED);
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        EngineFacts facts =
                new EngineFacts("ffmpeg 8", Path.of("/ffmpeg"), List.of(), sandbox, filesRestricted, "", "", List.of());
        return KeyExposure.warning(Settings.read(Map.of(), environment), facts);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSHARE", "SETPRIV", "SECCOMP", "NONE"})
    void warnsOfAKeyInTheStoresFolderThatFfmpegCanRead(SandboxChoice sandbox) {
        assertThat(warning(sandbox, false).orElseThrow())
                .contains(
                        "/films/.index-key", "'" + sandbox.word() + "'", "Install bubblewrap", "RENDITIONS_INDEX_KEY");
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV", "SECCOMP"})
    void sandboxWithFileRestrictionsHidesTheKey(SandboxChoice sandbox) {
        assertThat(warning(sandbox, true)).isEmpty();
    }

    @Test
    void doesNotWarnIfNoFileContainsTheKey() {
        assertThat(warning(SandboxChoice.NONE, false, "RENDITIONS_INDEX", "memory:"))
                .isEmpty();
        assertThat(warning(SandboxChoice.NONE, false, "RENDITIONS_STORE", "s3://bucket/p"))
                .isEmpty();
        assertThat(warning(SandboxChoice.NONE, false, "RENDITIONS_INDEX_KEY", "A".repeat(43)))
                .isEmpty();
    }
}
