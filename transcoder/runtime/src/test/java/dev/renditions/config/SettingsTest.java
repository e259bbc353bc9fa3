package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @Test
    void defaultsNeedNothing() {
        Settings settings = Settings.read(Map.of(), Map.of());
        assertThat(settings.store()).isEqualTo(new StoreAddress.Directory(Path.of("renditions-out")));
        assertThat(settings.index()).isEqualTo(new IndexAddress.Memory());
        assertThat(settings.profiles())
                .extracting(Profile::name)
                .containsExactlyElementsOf(ProfileCatalog.builtIn().names());
        assertThat(settings.jobs()).isEmpty();
        assertThat(settings.encodeLimit()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.indexBudget()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.allowOldFfmpeg()).isFalse();
    }

    @Test
    void flagsOverrideVariablesAndVariablesOverrideDefaults() {
        Map<String, String> environment =
                Map.of("RENDITIONS_STORE", "file:from-variable", "RENDITIONS_JOBS", "3", "PATH", "/bin");
        Settings settings = Settings.read(Map.of(Setting.STORE, "file:from-flag"), environment);
        assertThat(settings.store()).isEqualTo(new StoreAddress.Directory(Path.of("from-flag")));
        assertThat(settings.jobs()).contains(3);
    }

    @Test
    void reportsAllMistakesWithTheNamesThatTheUserGave() {
        SettingsException mistakes = catchThrowableOfType(
                SettingsException.class,
                () -> Settings.read(
                        Map.of(Setting.STORE, "ftp://x", Setting.JOBS, "none"),
                        Map.of(
                                "RENDITIONS_INDEX",
                                "redis://x",
                                "RENDITIONS_ENCODE_LIMIT",
                                "soon",
                                "RENDITIONS_PROFILES",
                                "poster,hologram",
                                "RENDITIONS_FFMPEG",
                                "/nowhere/ffmpeg",
                                "RENDITIONS_STROE",
                                "file:typo")));
        assertThat(mistakes.mistakes())
                .hasSize(7)
                .anySatisfy(m -> assertThat(m).startsWith("--store: 'ftp://x' is not a store"))
                .anySatisfy(m -> assertThat(m).startsWith("--jobs: 'none' is not a number"))
                .anySatisfy(m -> assertThat(m).startsWith("RENDITIONS_INDEX: 'redis://x' is not an index"))
                .anySatisfy(m -> assertThat(m).startsWith("RENDITIONS_ENCODE_LIMIT: 'soon' is not a duration"))
                .anySatisfy(m ->
                        assertThat(m).contains("unknown profile 'hologram'").contains("mp4-720p"))
                .anySatisfy(m -> assertThat(m).startsWith("RENDITIONS_FFMPEG: '/nowhere/ffmpeg' does not exist"))
                .anySatisfy(m -> assertThat(m).contains("unknown environment variable RENDITIONS_STROE"));
    }

    @Test
    void aProfileNamedTwiceIsMadeOnce() {
        assertThat(Settings.read(Map.of(Setting.PROFILES, "poster, mp4-720p,poster"), Map.of())
                        .profiles())
                .extracting(Profile::name)
                .containsExactly("poster", "mp4-720p");
    }

    @Test
    void budgetOfTheIndexIsLimited() {
        assertThat(catchThrowableOfType(
                        SettingsException.class, () -> Settings.read(Map.of(Setting.INDEX_BUDGET, "2m"), Map.of())))
                .hasMessageContaining("--index-budget: '2m' is too long");
    }

    /** Job folders are deleted after a day without a change. */
    @Test
    void encodeLimitIsBelowTheAgeOfAbandonedFolders() {
        assertThat(Settings.read(Map.of(Setting.ENCODE_LIMIT, "20h"), Map.of()).encodeLimit())
                .isEqualTo(Duration.ofHours(20));
        assertThat(catchThrowableOfType(
                        SettingsException.class, () -> Settings.read(Map.of(Setting.ENCODE_LIMIT, "21h"), Map.of())))
                .hasMessageContaining("--encode-limit: '21h' is too long for one encode; the maximum is 20h");
    }

    @Test
    void checksTheAuthoritiesOfAnIndex(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        String tls = "memcached+tls://cache.example:11211";
        assertThat(mistakeOf(tls, missing)).contains("--index-ca: '" + missing + "' does not exist");
        assertThat(mistakeOf(tls, text)).contains("--index-ca: ").contains(text.toString());
        assertThat(mistakeOf(tls, empty)).contains("--index-ca: no certificate found in " + empty);
        assertThat(mistakeOf(tls, folder)).contains("--index-ca: ").contains(folder + " are unreadable");
        assertThat(mistakeOf("memcached://cache.example:11211", empty))
                .contains("--index-ca: this index does not use TLS; write memcached+tls://");
        assertThat(Settings.read(Map.of(Setting.INDEX_CA, empty.toString()), Map.of())
                        .index())
                .as("an index in memory ignores it")
                .isEqualTo(new IndexAddress.Memory());
    }

    private static String mistakeOf(String index, Path authorities) {
        return catchThrowableOfType(
                        SettingsException.class,
                        () -> Settings.read(
                                Map.of(Setting.INDEX, index, Setting.INDEX_CA, authorities.toString()), Map.of()))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({"100ms, PT0.1S", "90s, PT1M30S", "30m, PT30M", "2h, PT2H", "PT5M, PT5M"})
    void parsesDurations(String text, Duration expected) {
        assertThat(SettingsReader.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-5s", "5", "", "99999999999999999999h", "PT-1S"})
    void refusesInvalidDurations(String text) {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> SettingsReader.duration(text)))
                .hasMessageContaining("not a duration");
    }

    @ParameterizedTest
    @CsvSource({"256m, 268435456", "800m, 838860800", "16g, 17179869184", "2G, 2147483648"})
    void parsesMemoryLimits(String text, long bytes) {
        assertThat(ByteSizes.memory(text)).isEqualTo(bytes);
    }

    @Test
    void checksTheSandboxAndItsMemoryLimit() {
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> Settings.read(
                                        Map.of(Setting.JAIL, "chroot", Setting.MEMORY_LIMIT, "much"), Map.of()))
                        .mistakes())
                .containsExactly(
                        "--jail: 'chroot' is not a sandbox; use one of auto, bubblewrap, unshare, setpriv, seccomp, none",
                        "--memory-limit: 'much' is not a size; write 500M, 8G or 1T");
        assertThat(catchThrowableOfType(
                        SettingsException.class,
                        () -> Settings.read(Map.of(), Map.of("RENDITIONS_MEMORY_LIMIT", "100m"))))
                .hasMessageContaining("RENDITIONS_MEMORY_LIMIT: '100m' is too little for ffmpeg to start");
        assertThat(Settings.read(Map.of(Setting.JAIL, "none"), Map.of())
                        .sandbox()
                        .choice())
                .isEqualTo(SandboxChoice.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "s3://my-bucket/renditions, my-bucket, renditions",
        "s3://my-bucket/a/b/, my-bucket, a/b"
    })
    void prefixesHaveNoSlashesAtTheirEnds(String text, String bucket, String prefix) {
        assertThat(StoreAddress.parse(text)).isEqualTo(new StoreAddress.Bucket(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:",
                "s3://",
                "s3://B",
                "s3://bucket/a b",
                "s3://bucket/é",
                "s3://bucket/a//b",
                "s3://bucket/../b",
                "out"
            })
    void refusesInvalidStores(String text) {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> StoreAddress.parse(text)))
                .hasMessageContaining("not a store");
    }

    @Test
    void bucketRecognizesItsOwnObjects() {
        StoreAddress.Bucket prefixed = new StoreAddress.Bucket("b", "renditions");
        assertThat(prefixed.holds("b", "renditions/ab/x")).isTrue();
        assertThat(prefixed.holds("b", "renditions-of-mine/x")).isFalse();
        assertThat(prefixed.holds("other", "renditions/ab/x")).isFalse();
        StoreAddress.Bucket whole = new StoreAddress.Bucket("b", "");
        assertThat(whole.holds("b", "ab/" + "ab".repeat(32) + "/mp4-720p-0123456789ab/rendition.json"))
                .isTrue();
        assertThat(whole.holds("b", "uploads/film.mp4")).isFalse();
    }

    @Test
    void cacheFollowsXdgAndLambda() {
        assertThat(Settings.read(Map.of(), Map.of("XDG_CACHE_HOME", "/c")).cacheDir())
                .isEqualTo(Path.of("/c/renditions"));
        assertThat(Settings.read(Map.of(), Map.of("AWS_LAMBDA_FUNCTION_NAME", "f"))
                        .cacheDir())
                .startsWithRaw(Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(Settings.read(Map.of(), Map.of()).cacheDir())
                .startsWithRaw(Path.of(System.getProperty("user.home")));
    }

    /** Users configure by the README's table. */
    @ParameterizedTest
    @EnumSource(Setting.class)
    void readmeNamesEverySetting(Setting setting) throws IOException {
        List<String> rows = Files.readAllLines(Checkout.path("README.md")).stream()
                .filter(line -> line.startsWith("| `" + setting.flag() + "`"))
                .toList();
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains("`" + setting.variable() + "`")
                        .contains(setting.defaultValue().isEmpty() ? "|" : "`" + setting.defaultValue() + "`"));
    }
}
