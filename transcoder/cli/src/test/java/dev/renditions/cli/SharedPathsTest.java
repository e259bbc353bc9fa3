package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import dev.renditions.config.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings that name files and folders which other users of the machine can change. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no Unix owners and permissions")
final class SharedPathsTest {
    private static final String KEYS = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

    @TempDir
    private Path temp;

    private Path shared;

    @BeforeEach
    void share() throws IOException {
        shared = Files.createDirectory(temp.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private String mistake(Setting setting, Object value) {
        SettingsException e = catchThrowableOfType(
                SettingsException.class, () -> Settings.read(Map.of(setting, value.toString()), Map.of()));
        assertThat(e).as("a mistake").isNotNull();
        return String.join("; ", e.mistakes());
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK_DIR", "CACHE_DIR", "FFMPEG", "PROFILES_FILE", "INDEX_CA"})
    void pathThatOthersCanReplaceIsRefusedWithAdvice(Setting setting) throws IOException {
        Path inside = Files.createDirectory(shared.resolve("inside")).resolve("name");
        assertThat(mistake(setting, inside))
                .startsWith(setting.flag() + ": " + shared + ", on the way to '" + inside + "',")
                .contains("can be changed by other users", "chmod go-w");
    }

    /** For example under {@code sudo -E}, which keeps the variable of the calling user. */
    @Test
    void cacheFolderFromXdgVariableIsCheckedToo() {
        assertThatThrownBy(() -> Settings.read(Map.of(), Map.of("XDG_CACHE_HOME", shared.toString())))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        e -> assertThat(e.mistakes())
                                .singleElement()
                                .asString()
                                .startsWith("RENDITIONS_CACHE_DIR: " + shared + ", on the way to"));
    }

    /** Opening a store deletes drafts in it, and files in it are served. */
    @Test
    void storeThatOthersCanReplaceIsRefusedWhenItIsOpened() throws IOException {
        Path inside = Files.createDirectory(shared.resolve("store"));
        assertThat(mistakeOfStore(inside))
                .startsWith("--store: " + shared + ", on the way to '" + inside + "', can be changed by other users")
                .contains("--trusted-paths or RENDITIONS_TRUSTED_PATHS");
    }

    /** In {@code /tmp} itself, others could create the folders of renditions first. */
    @Test
    void stickyFolderIsRefusedAsStoreButMayContainOne() throws IOException {
        Files.setAttribute(shared, "unix:mode", 01777);
        assertThat(mistakeOfStore(shared)).startsWith("--store: '" + shared + "' can be changed by other users");
        open(shared.resolve("store"), "").close();
    }

    @Test
    void storeInATrustedFolderIsOpened() {
        open(shared.resolve("store"), shared.toString()).close();
    }

    private String mistakeOfStore(Path root) {
        SettingsException e = catchThrowableOfType(
                SettingsException.class, () -> open(root, "").close());
        assertThat(e).as("a mistake").isNotNull();
        return String.join("; ", e.mistakes());
    }

    private Wiring open(Path root, String trusted) {
        Map<Setting, String> flags = Map.of(
                Setting.STORE,
                "file:" + root,
                Setting.TRUSTED_PATHS,
                trusted,
                Setting.WORK_DIR,
                temp.resolve("work").toString(),
                Setting.CACHE_DIR,
                temp.resolve("cache").toString());
        return Wiring.of(Settings.read(flags, Map.of()), 1);
    }

    @Test
    void pathInATrustedFolderIsAccepted() throws IOException {
        Path inside = Files.createDirectory(shared.resolve("inside"));
        Settings settings = Settings.read(
                Map.of(
                        Setting.TRUSTED_PATHS,
                        temp.resolve("other") + ", " + shared,
                        Setting.WORK_DIR,
                        shared.toString(),
                        Setting.CACHE_DIR,
                        inside.toString()),
                Map.of());
        assertThat(settings.workDir()).isEqualTo(shared);
        assertThat(mistake(Setting.TRUSTED_PATHS, "tmp")).contains("--trusted-paths: 'tmp' is not an absolute path");
    }

    @Test
    void refusalNamesTheSettingForExceptions() {
        assertThat(mistake(Setting.WORK_DIR, shared)).contains("--trusted-paths or RENDITIONS_TRUSTED_PATHS");
    }

    /** It is not documented whether Lambda's temporary folder is sticky, but a function has no other users. */
    @Test
    void functionAcceptsASharedFolder() throws IOException {
        Map<String, String> function = Map.of("AWS_LAMBDA_FUNCTION_NAME", "encode");
        Settings settings = Settings.read(Map.of(Setting.WORK_DIR, shared.toString()), function);
        assertThat(settings.paths().objection(shared)).isEmpty();
    }

    @Test
    void keyFileThatOthersCanChangeOrReadIsRefused() throws IOException {
        Path keys = Files.writeString(temp.resolve("keys"), KEYS);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        assertThatCode(() -> Settings.read(Map.of(Setting.SIGNING_KEYS, "@" + keys), Map.of()))
                .doesNotThrowAnyException();
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(mistake(Setting.SIGNING_KEYS, "@" + keys))
                .contains("'" + keys + "' can be changed by other users")
                .doesNotContain(KEYS.substring(2));
        for (String readable : new String[] {"rw-r--r--", "rw----r--", "r--r--r--"}) {
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString(readable));
            assertThat(mistake(Setting.SIGNING_KEYS, "@" + keys))
                    .contains("'" + keys + "' can be read by other users", "chmod 600")
                    .doesNotContain(KEYS.substring(2));
        }
        Path below = Files.writeString(shared.resolve("keys"), KEYS);
        assertThat(mistake(Setting.SIGNING_KEYS, "@" + below)).contains(shared + ", on the way");
    }

    @Test
    void uploadFolderBelowASharedFolderIsRefused() {
        Cli.Ran ran = new Cli(temp)
                .run(
                        "serve",
                        "--port",
                        "0",
                        "--upload-dir",
                        shared.resolve("uploads").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--upload-dir: " + shared + ", on the way to");
    }

    @Test
    void sharedTemporaryFolderIsAccepted() {
        assertThatCode(() -> Settings.read(
                        Map.of(
                                Setting.WORK_DIR,
                                "/tmp",
                                Setting.CACHE_DIR,
                                temp.resolve("cache").toString()),
                        Map.of()))
                .doesNotThrowAnyException();
    }
}
