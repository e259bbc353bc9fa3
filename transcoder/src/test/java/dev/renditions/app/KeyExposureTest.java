package dev.renditions.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.JailChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyExposureTest {
    private static final Map<String, String> SHARED =
            Map.of("RENDITIONS_STORE", "file:/films", "RENDITIONS_INDEX", "memcached://cache:11211");

    private static Optional<String> warning(JailChoice jail, String... changes) {
        Map<String, String> environment = new HashMap<>(SHARED);
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return KeyExposure.warning(Settings.read(Map.of(), environment), jail);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSHARE", "SETPRIV", "NONE"})
    void keyInTheFolderOfTheStoreIsWarnedOfWhereFfmpegCanReadIt(JailChoice jail) {
        assertThat(warning(jail).orElseThrow())
                .contains("/films/.index-key", "'" + jail.word() + "'", "Install bubblewrap", "RENDITIONS_INDEX_KEY");
    }

    @Test
    void bubblewrapHidesTheKey() {
        assertThat(warning(JailChoice.BUBBLEWRAP)).isEmpty();
    }

    @Test
    void nothingIsWarnedOfWhereNoFileHoldsTheKey() {
        assertThat(warning(JailChoice.NONE, "RENDITIONS_INDEX", "memory:")).isEmpty();
        assertThat(warning(JailChoice.NONE, "RENDITIONS_STORE", "s3://bucket/p"))
                .isEmpty();
        assertThat(warning(JailChoice.NONE, "RENDITIONS_INDEX_KEY", "A".repeat(43)))
                .isEmpty();
    }
}
