package dev.renditions.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.Wiring;
import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only inspect a source have the same limits as those that encode it. */
@Timeout(60)
final class SourcesWithinLimitsTest {
    private static final String STILL = Checkout.path("samples", "still.jpg").toString();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"probe", "explain poster"})
    void sourceOverTheLimitIsRefused(String command) {
        Cli.Ran ran = new Cli(folder).with(Setting.MAX_SOURCE_SIZE, "100").run((command + " " + STILL).split(" "));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("the limit is 100 (RENDITIONS_MAX_SOURCE_SIZE)");
    }

    @Test
    void sourceOverTheLimitIsNotHashed() {
        Settings settings = Settings.read(
                Map.of(
                        Setting.MAX_SOURCE_SIZE,
                        "100",
                        Setting.WORK_DIR,
                        folder.resolve("work").toString()),
                Map.of());
        try (Wiring wiring = Wiring.of(settings, 1)) {
            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(() -> KnownContent.of(wiring.source(new SourceAddress.Local(Path.of(STILL))), wiring))
                    .withMessageContaining("RENDITIONS_MAX_SOURCE_SIZE");
        }
    }
}
