package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.ffmpeg.sandbox.SandboxTools;
import dev.renditions.ffmpeg.sandbox.Setpriv;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.ffmpeg.sandbox.limits.LimitTool;
import dev.renditions.ffmpeg.sandbox.limits.ShellLimits;
import dev.renditions.files.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
@Timeout(60)
class SandboxTrialIT {
    /** Runs the command after the options of a tool: it begins with the only argument that ends with {@code /ffmpeg}. */
    private static final String WORKS =
            "while [ $# -gt 0 ] && [ \"${1%/ffmpeg}\" = \"$1\" ]; do shift; done; exec \"$@\"";

    @TempDir
    private Path folder;

    private Path tools;
    private FfmpegBinaries binaries;

    @BeforeEach
    void makePrograms() throws IOException {
        tools = Files.createDirectory(folder.resolve("tools"));
        binaries = FakeProgram.both(folder, "echo 'ffmpeg version 8.1.2 Copyright'")
                .binaries();
    }

    @Test
    void bestWorkingSandboxIsUsed() throws IOException {
        tool("bwrap", WORKS);
        tool("setpriv", WORKS);

        SandboxTrial.Found found = find(SandboxChoice.AUTO);

        assertThat(found.locator().confinement().sandbox().kind()).isEqualTo(SandboxChoice.BUBBLEWRAP);
        assertThat(found.refused()).isEmpty();
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void nextSandboxIsUsedIfTheBestIsNotAllowed() throws IOException {
        tool("bwrap", "echo 'bwrap: No permissions to create new namespace\n hint: ask for them' >&2; exit 1");
        tool("unshare", "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1");
        tool("setpriv", WORKS);
        // In the sandbox 'unshare', setpriv runs unshare; this script runs ffmpeg directly.
        Files.delete(tools.resolve("unshare"));

        SandboxTrial.Found found = find(SandboxChoice.AUTO);

        assertThat(found.locator().confinement().sandbox().kind()).isEqualTo(SandboxChoice.SETPRIV);
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .startsWith("a better sandbox is installed and does not work, so ffmpeg runs in 'setpriv' (")
                .contains(
                        "): bubblewrap (" + tools.resolve("bwrap") + " --unshare-",
                        "(exit code 1): bwrap: No permissions to create new namespace; hint: ask for them. To use it, allow it",
                        "set RENDITIONS_JAIL=setpriv");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "seccomp filters exist only on Linux")
    void seccompIsUsedWithoutTools() {
        SandboxTrial.Found found = find(SandboxChoice.AUTO);

        assertThat(found.locator().confinement().sandbox().kind()).isEqualTo(SandboxChoice.SECCOMP);
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void noSandboxIsUsedWithoutToolsAndAWritableFolder() throws IOException {
        Files.createFile(folder.resolve("cache"));

        SandboxTrial.Found found = find(SandboxChoice.AUTO);

        assertThat(found.locator().confinement()).isEqualTo(Confinement.NONE);
        assertThat(found.locator().confinement().describeLimits()).contains("neither prlimit");
    }

    @Test
    void limitsThatCantBeSetAreOmitted() throws IOException {
        tool("prlimit", "echo 'prlimit: failed to set the AS resource limit' >&2; exit 1");
        tool("setpriv", WORKS);

        Confinement found = find(SandboxChoice.AUTO).locator().confinement();

        assertThat(found.sandbox().kind()).isEqualTo(SandboxChoice.SETPRIV);
        assertThat(found.limits()).isEmpty();
        assertThat(find(SandboxChoice.AUTO).warnings())
                .singleElement()
                .asString()
                .startsWith("the usual limits can't be set")
                .contains("prlimit: failed to set the AS resource limit");
    }

    @Test
    void shellSetsLimitsIfPrlimitIsMissing() throws IOException {
        tool("sh", "exec /bin/sh \"$@\"");

        LimitTool found =
                find(SandboxChoice.AUTO).locator().confinement().limits().orElseThrow();

        assertThat(found).isInstanceOf(ShellLimits.class);
        assertThat(found.describe()).contains("memory 256 MiB", "set by " + tools.resolve("sh"));
    }

    /** A kernel without Landlock refuses the rules of the launcher, which the exit code of setpriv shows. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Landlock exists only on Linux")
    void sandboxWithoutLandlockIsUsedIfTheKernelRefusesLandlock() throws IOException {
        tool("setpriv", "case \"$*\" in *' -- '*) echo 'renditions: landlock refused' >&2; exit 125;; esac\n" + WORKS);

        SandboxTrial.Found found = find(SandboxChoice.SETPRIV);

        Setpriv inForce = (Setpriv) found.locator().confinement().sandbox();
        assertThat(inForce.launcher())
                .hasValueSatisfying(launcher -> assertThat(launcher.files()).isEmpty());
        assertThat(inForce.describe()).contains("seccomp", "it can open every file that its user can open");
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .contains("with Landlock", "renditions: landlock refused", "use a kernel");
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV"})
    void requiredSandboxIsNotReplaced(SandboxChoice choice) throws IOException {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> find(choice))
                .matches(e -> e.kind() == MediaException.Kind.ENGINE)
                .withMessageContaining("can't run in the required sandbox '" + choice.word() + "'")
                .withMessageContaining("its programs are not installed");

        tool("bwrap", "echo 'bwrap: No permissions' >&2; exit 1");
        tool("unshare", "exit 1");
        tool("setpriv", "echo 'setpriv: not here' >&2; exit 1");
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> find(choice))
                .withMessageContaining(choice == SandboxChoice.BUBBLEWRAP ? "No permissions" : "not here");
    }

    @Test
    void ffmpegThatDoesNotStartIsNotAFailureOfTheSandbox() throws IOException {
        FakeProgram.both(folder, "echo no such library >&2; exit 127");
        tool("bwrap", WORKS);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> find(SandboxChoice.BUBBLEWRAP))
                .withMessageContaining("does not report its version (exit code 127): no such library");
    }

    private SandboxTrial.Found find(SandboxChoice choice) {
        return SandboxTrial.of(
                binaries,
                new SandboxSettings(choice, SandboxSettings.LEAST_MEMORY),
                new SandboxTools(List.of(tools)),
                new LauncherFile(folder.resolve("cache"), PathRules.STRICT));
    }

    private void tool(String name, String script) throws IOException {
        FakeProgram.write(tools.resolve(name), script);
    }
}
