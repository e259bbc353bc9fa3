package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.SourceName;
import dev.renditions.files.PrivateFolder;
import dev.renditions.http.access.RateLimit;
import dev.renditions.http.access.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestSettingsTest {
    private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

    private static RequestSettings read(Setting setting, String value) {
        return Settings.read(Map.of(), Map.of(setting.variable(), value)).requests();
    }

    private static String mistake(Map<Setting, String> flags, Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> Settings.read(flags, environment))
                .getMessage();
    }

    private static String mistake(Setting setting, String value) {
        return mistake(Map.of(), Map.of(setting.variable(), value));
    }

    @Test
    void allowsNothingByDefault() {
        RequestSettings settings = Settings.read(Map.of(), Map.of()).requests();
        assertThat(settings.signingKeys()).isEmpty();
        assertThat(settings.allowed().places()).isEmpty();
        assertThat(settings.guarded().places()).isEmpty();
        assertThat(settings.rate()).isEmpty();
        assertThat(settings.onOutage()).isEqualTo(RateLimit.OnOutage.PASS);
        assertThat(settings.linkLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.corsOrigins()).isEmpty();
        assertThat(settings.maxWait()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.allowing("uploads").allowed().has(new SourceName("uploads", "x")))
                .isTrue();
    }

    @Test
    void readsKeysFromTheVariableOrAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "b:" + SECRET + "\na:" + SECRET + "\n");
        PrivateFolder.allow(file, "rw-------");
        assertThat(read(Setting.SIGNING_KEYS, "a:" + SECRET).signingKeys().map(SigningKeys::ids))
                .hasValueSatisfying(ids -> assertThat(ids).containsExactly("a"));
        assertThat(read(Setting.SIGNING_KEYS, "@" + file).signingKeys().map(SigningKeys::ids))
                .hasValueSatisfying(ids -> assertThat(ids).containsExactly("b", "a"));
        assertThat(Settings.read(Map.of(Setting.SIGNING_KEYS, "@" + file), Map.of())
                        .requests()
                        .signingKeys())
                .isPresent();
    }

    @Test
    void refusesASecretOnTheCommandLine() {
        assertThat(mistake(Map.of(Setting.SIGNING_KEYS, "a:" + SECRET), Map.of()))
                .startsWith("--signing-keys: a secret on the command line is visible to all")
                .contains("RENDITIONS_SIGNING_KEYS")
                .doesNotContain(SECRET);
    }

    @Test
    void messagesDoNotRepeatSecrets(@TempDir Path folder) throws IOException {
        assertThat(mistake(Setting.SIGNING_KEYS, SECRET))
                .startsWith("RENDITIONS_SIGNING_KEYS: key 1 has no id")
                .doesNotContain(SECRET);
        assertThat(mistake(Setting.SIGNING_KEYS, "a:" + SECRET.substring(0, 40) + ",b:x"))
                .contains("key 1", "key 2")
                .doesNotContain(SECRET.substring(0, 8));
        Path file = Files.writeString(folder.resolve("keys"), SECRET);
        PrivateFolder.allow(file, "rw-------");
        assertThat(mistake(Setting.SIGNING_KEYS, "@" + file)).doesNotContain(SECRET);
        assertThat(mistake(Setting.SIGNING_KEYS, "@" + folder.resolve("none"))).contains("can't be read");
        assertThat(Settings.read(Map.of(), Map.of("RENDITIONS_SIGNING_KEYS", "a:" + SECRET)))
                .asString()
                .contains("SigningKeys[a]")
                .doesNotContain(SECRET);
    }

    @Test
    void keyOfTheIndexIsReadLikeOtherSecrets(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), SECRET + "\n");
        PrivateFolder.allow(file, "rw-------");
        assertThat(Settings.read(Map.of(), Map.of()).indexKey()).isEmpty();
        assertThat(Settings.read(Map.of(), Map.of("RENDITIONS_INDEX_KEY", SECRET))
                        .indexKey())
                .isPresent();
        assertThat(Settings.read(Map.of(Setting.INDEX_KEY, "@" + file), Map.of())
                        .indexKey())
                .isPresent();
        assertThat(mistake(Map.of(Setting.INDEX_KEY, SECRET), Map.of()))
                .startsWith("--index-key: a secret on the command line is visible to all")
                .contains("RENDITIONS_INDEX_KEY")
                .doesNotContain(SECRET);
        assertThat(mistake(Setting.INDEX_KEY, SECRET.substring(0, 40)))
                .startsWith("RENDITIONS_INDEX_KEY: the key has 30 bytes; 32 random ones are the least");
        assertThat(mistake(Setting.INDEX_KEY, "@" + folder.resolve("none"))).contains("can't be read");
        assertThat(mistake(Setting.INDEX_KEY, "not base64url!")).doesNotContain("base64url!");
        assertThat(Settings.read(Map.of(), Map.of("RENDITIONS_INDEX_KEY", SECRET)))
                .asString()
                .doesNotContain(SECRET);
    }

    @Test
    void reportsAllMistakesTogether() {
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> Settings.read(
                                        Map.of(Setting.MAX_WAIT, "1h", Setting.LINK_LIFETIME, "169h"),
                                        Map.of(
                                                "RENDITIONS_SIGNING_KEYS", "x",
                                                "RENDITIONS_ALLOWED_SOURCES", "uploads",
                                                "RENDITIONS_GUARDED_SOURCES", "s3://*",
                                                "RENDITIONS_RATE_LIMIT", "many",
                                                "RENDITIONS_RATE_LIMIT_ON_OUTAGE", "maybe",
                                                "RENDITIONS_CORS_ORIGINS", "page.example")))
                        .mistakes())
                .hasSize(8)
                .contains("--max-wait: '1h' is too long; the maximum is 15m")
                .contains("--link-lifetime: '169h' is too long; the maximum is 168h");
    }

    @ParameterizedTest
    @CsvSource({"600/1m, 600, PT1M", "1/1s, 1, PT1S", "10/720h, 10, PT720H", "5/1000ms, 5, PT1S"})
    void parsesRates(String text, long calls, Duration window) {
        assertThat(read(Setting.RATE_LIMIT, text).rate()).contains(new RateSetting(calls, window));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/1m", "-1/1m", "600", "600/", "600/0s", "600/1500ms", "600/721h", "1e9/1m", "600/1d"})
    void refusesInvalidRates(String text) {
        assertThat(mistake(Setting.RATE_LIMIT, text)).startsWith("RENDITIONS_RATE_LIMIT: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://page.example", "http://localhost:8080", "https://[::1]:8443, https://a.b"})
    void acceptsOriginsAsBrowsersSendThem(String text) {
        assertThat(String.join(", ", read(Setting.CORS_ORIGINS, text).corsOrigins()))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page.example",
                "https://page.example/",
                "https://Page.example",
                "https://*.example",
                "*,https://page.example",
                "null",
                "https://a b",
                "https://page.example\r\nX: y"
            })
    void refusesInvalidOrigins(String text) {
        assertThat(mistake(Setting.CORS_ORIGINS, text)).startsWith("RENDITIONS_CORS_ORIGINS: ");
    }
}
