package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadSettingsTest {
    @Test
    void haveDefaults() {
        assertThat(Settings.read(Map.of(), Map.of()).serve())
                .isEqualTo(new ServeSettings(200L << 30, 10_000, Optional.of(Duration.ofDays(30)), 256));
    }

    @Test
    void readsFlagsAndVariables() {
        Settings settings = Settings.read(
                Map.of(Setting.UPLOAD_QUOTA, "5G", Setting.UPLOAD_EXPIRY, "12h"),
                Map.of("RENDITIONS_UPLOAD_FILES", "7", "RENDITIONS_CONNECTIONS_PER_ADDRESS", "2000"));
        assertThat(settings.serve())
                .isEqualTo(new ServeSettings(5L << 30, 7, Optional.of(Duration.ofHours(12)), 2_000));
        assertThat(Settings.read(Map.of(Setting.UPLOAD_EXPIRY, "never"), Map.of())
                        .serve()
                        .uploadExpiry())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UPLOAD_QUOTA, 0",
        "UPLOAD_QUOTA, much",
        "UPLOAD_FILES, 0",
        "UPLOAD_FILES, 1000001",
        "UPLOAD_FILES, -1",
        "UPLOAD_EXPIRY, 0d",
        "UPLOAD_EXPIRY, 30",
        "CONNECTIONS_PER_ADDRESS, 0",
        "CONNECTIONS_PER_ADDRESS, 2001",
    })
    void mistakesNameTheSetting(Setting setting, String text) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.read(Map.of(setting, text), Map.of()))
                .withMessageContaining(setting.flag());
    }
}
