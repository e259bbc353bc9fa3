package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The setpriv of util-linux: no privileges, none to be gained, and an end with ours. With a seccomp
 * filter for sockets and processes and, from version 2.41 on, Landlock for files, where the kernel allows them; neither needs
 * a namespace.
 *
 * @param program where it is
 * @param files which files are open; absent for those of the user
 * @param filter the filter; absent for none
 */
record Setpriv(Path program, Optional<Landlock> files, Optional<Seccomp> filter) implements Jail {
    /** One of any version, without Landlock and filter. */
    Setpriv(Path program) {
        this(program, Optional.empty(), Optional.empty());
    }

    @Override
    public JailChoice kind() {
        return JailChoice.SETPRIV;
    }

    @Override
    public String describe() {
        return "it has no privileges and gains none, and ends with us; " + describeWalls();
    }

    @Override
    public String tried() {
        return program + " --no-new-privs" + triedWalls();
    }

    /** What of files, network and processes is closed, as a half-sentence. */
    private String describeWalls() {
        String network = filter.isPresent()
                ? "sockets, signals and processes of its own are refused (seccomp)"
                : "network and signals are open to it as to its user";
        return network + "; "
                + (files.isPresent()
                        ? "of files it opens the system's programs, its own and its source, and writes its output alone"
                                + " (Landlock)"
                        : "files are open to it as to its user");
    }

    String describeFiles() {
        return files.isPresent()
                ? "it opens the system's programs, its own and its source alone (Landlock)"
                : "files are open to it as to its user";
    }

    String triedWalls() {
        return (files.isPresent() ? " --landlock-access fs" : "")
                + filter.map(seccomp -> " --seccomp-filter " + seccomp.file()).orElse("");
    }

    @Override
    public List<String> wrap(List<String> command, Access access) {
        List<String> wrapped = endingWithUs();
        wrapped.addAll(restrictions(access));
        filter.ifPresent(seccomp -> wrapped.addAll(seccomp.prefix()));
        wrapped.addAll(command);
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
     * All privileges are dropped, but for the one to read an upload that the administrator was asked to work on. Who has
     * none has none to drop, and the setpriv of util-linux 2.41 fails if it is asked to.
     */
    List<String> restrictions(Access access) {
        List<String> arguments = new ArrayList<>(List.of("--no-new-privs", "--inh-caps=-all"));
        if (OwnCapabilities.mayDrop()) {
            arguments.add("--bounding-set=" + (access.needsPrivilege() ? "-all,+dac_read_search" : "-all"));
        }
        files.ifPresent(landlock -> arguments.addAll(landlock.arguments(access)));
        filter.ifPresent(seccomp -> arguments.addAll(seccomp.options()));
        return arguments;
    }

    /**
     * From the best to the least.
     *
     * @param landlock whether it knows Landlock
     */
    static List<Setpriv> all(Path program, FfmpegBinaries binaries, boolean landlock, Optional<Seccomp> filter) {
        List<Setpriv> all = new ArrayList<>();
        for (Optional<Seccomp> each :
                filter.isPresent() ? List.of(filter, Optional.<Seccomp>empty()) : List.of(filter)) {
            if (landlock) {
                all.add(new Setpriv(program, Optional.of(new Landlock(binaries)), each));
            }
            all.add(new Setpriv(program, Optional.empty(), each));
        }
        return all;
    }
}
