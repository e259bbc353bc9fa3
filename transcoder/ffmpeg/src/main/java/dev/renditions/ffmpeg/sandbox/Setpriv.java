package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.self.OwnCapabilities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The setpriv of util-linux: ffmpeg has no privileges, can't gain any, and ends with our process. The {@link LauncherSandbox}
 * restricts files and network. Neither needs a namespace.
 *
 * @param program the path of {@code setpriv}
 * @param launcher the launcher that it starts; absent if it starts ffmpeg directly
 */
public record Setpriv(Path program, Optional<LauncherSandbox> launcher) implements Sandbox {
    @Override
    public SandboxChoice kind() {
        return SandboxChoice.SETPRIV;
    }

    @Override
    public String describe() {
        return "it has no privileges, can't gain any, and ends with this process; "
                + launcher.map(LauncherSandbox::describeRestrictions)
                        .orElse("it can use the network and send signals as its user can; "
                                + LauncherSandbox.OPEN_FILES);
    }

    String describeFiles() {
        return launcher.map(LauncherSandbox::describeFiles).orElse(LauncherSandbox.OPEN_FILES);
    }

    @Override
    public boolean restrictsFiles() {
        return launcher.filter(LauncherSandbox::restrictsFiles).isPresent();
    }

    @Override
    public String invocation() {
        return program + " --no-new-privs"
                + launcher.map(inner -> " " + inner.invocation()).orElse("");
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = killedWithParent();
        wrapped.addAll(restricted(command, access));
        return List.copyOf(wrapped);
    }

    /**
     * The kernel kills the program when the thread that started it ends, also if our process is killed and runs no more code.
     * That thread waits for the program, so it does not end earlier.
     */
    List<String> killedWithParent() {
        return new ArrayList<>(List.of(program.toString(), "--pdeathsig", "KILL"));
    }

    /**
     * The other options of setpriv, followed by the command. All capabilities are dropped, except the one that root needs to
     * read an upload of another user. A process without capabilities has none to drop, and the setpriv of util-linux 2.41 fails
     * if it is asked to.
     */
    List<String> restricted(List<String> command, FileAccess access) {
        List<String> arguments = new ArrayList<>(List.of("--no-new-privs", "--inh-caps=-all"));
        if (OwnCapabilities.mayDrop()) {
            arguments.add("--bounding-set=" + (access.needsPrivilege() ? "-all,+dac_read_search" : "-all"));
        }
        arguments.addAll(launcher.map(inner -> inner.wrap(command, access)).orElse(command));
        return arguments;
    }

    /** The best first. */
    static List<Setpriv> all(Path program, List<LauncherSandbox> launchers) {
        return Stream.concat(launchers.stream().map(Optional::of), Stream.of(Optional.<LauncherSandbox>empty()))
                .map(launcher -> new Setpriv(program, launcher))
                .toList();
    }
}
