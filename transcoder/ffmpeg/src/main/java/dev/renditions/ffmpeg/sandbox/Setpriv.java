package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.self.OwnCapabilities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The setpriv of util-linux: no privileges, none to be gained, and an end with ours. The rest is up to the
 * {@link LauncherSandbox}; neither needs a namespace.
 *
 * @param program where it is
 * @param launcher what it runs ffmpeg by; absent for nothing
 */
public record Setpriv(Path program, Optional<LauncherSandbox> launcher) implements Sandbox {
    @Override
    public SandboxChoice kind() {
        return SandboxChoice.SETPRIV;
    }

    @Override
    public String describe() {
        return "it has no privileges and gains none, and ends with us; "
                + launcher.map(LauncherSandbox::describeWalls)
                        .orElse("network and signals are open to it as to its user; " + LauncherSandbox.OPEN_FILES);
    }

    String describeFiles() {
        return launcher.map(LauncherSandbox::describeFiles).orElse(LauncherSandbox.OPEN_FILES);
    }

    @Override
    public boolean closesFiles() {
        return launcher.filter(LauncherSandbox::closesFiles).isPresent();
    }

    @Override
    public String tried() {
        return program + " --no-new-privs"
                + launcher.map(inner -> " " + inner.tried()).orElse("");
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = endingWithUs();
        wrapped.addAll(restricted(command, access));
        return List.copyOf(wrapped);
    }

    /**
     * The system kills it when the thread that started it ends, even where we are killed ourselves and no code of ours
     * runs any more. That thread is the one that waits for it, so it does not end earlier.
     */
    List<String> endingWithUs() {
        return new ArrayList<>(List.of(program.toString(), "--pdeathsig", "KILL"));
    }

    /**
     * Setpriv's further options, and the command behind them. All privileges are dropped, but for the one to read an upload
     * that the administrator was asked to work on. Who has none has none to drop, and the setpriv of util-linux 2.41 fails if
     * it is asked to.
     */
    List<String> restricted(List<String> command, FileAccess access) {
        List<String> arguments = new ArrayList<>(List.of("--no-new-privs", "--inh-caps=-all"));
        if (OwnCapabilities.mayDrop()) {
            arguments.add("--bounding-set=" + (access.needsPrivilege() ? "-all,+dac_read_search" : "-all"));
        }
        arguments.addAll(launcher.map(inner -> inner.wrap(command, access)).orElse(command));
        return arguments;
    }

    /** From the best to the least. */
    static List<Setpriv> all(Path program, List<LauncherSandbox> launchers) {
        return Stream.concat(launchers.stream().map(Optional::of), Stream.of(Optional.<LauncherSandbox>empty()))
                .map(launcher -> new Setpriv(program, launcher))
                .toList();
    }
}
