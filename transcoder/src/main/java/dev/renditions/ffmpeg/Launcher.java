package dev.renditions.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * Our own {@link SeccompLauncher} alone, for systems without any tool: no sockets, no other processes, no signals, and an
 * end with ours.
 *
 * @param seccomp where it is
 */
record Launcher(Seccomp seccomp) implements Jail {
    @Override
    public JailChoice kind() {
        return JailChoice.SECCOMP;
    }

    @Override
    public String describe() {
        return "it gains no privileges and ends with us; sockets, signals and processes of its own are refused (seccomp);"
                + " files are open to it as to its user";
    }

    @Override
    public String tried() {
        return seccomp.file().toString();
    }

    @Override
    public List<String> wrap(List<String> command, Access access) {
        List<String> wrapped = new ArrayList<>(List.of(seccomp.file().toString()));
        wrapped.addAll(command);
        return List.copyOf(wrapped);
    }
}
