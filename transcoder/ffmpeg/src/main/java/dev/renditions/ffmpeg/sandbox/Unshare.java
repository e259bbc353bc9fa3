package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unshare of util-linux: no network, and a PID namespace whose processes end together.
 *
 * @param program the path of {@code unshare}
 * @param setpriv drops privileges
 * @param ownUsers whether it creates a user namespace, which permits the other namespaces: every user but root needs it
 * @param ownProc whether {@code /proc} shows only its own processes; otherwise all are visible there, ours included
 */
record Unshare(Path program, Setpriv setpriv, boolean ownUsers, boolean ownProc) implements Sandbox {
    @Override
    public SandboxChoice kind() {
        return SandboxChoice.UNSHARE;
    }

    @Override
    public String describe() {
        return "it has no network, no privileges and no other processes"
                + (ownProc ? "" : " (although /proc shows them)")
                + ", and ends with this process; " + setpriv.describeFiles();
    }

    @Override
    public boolean restrictsFiles() {
        return setpriv.restrictsFiles();
    }

    @Override
    public String invocation() {
        return program + (ownUsers ? " --user" : "") + " --net --ipc --uts --pid" + (ownProc ? " --mount-proc" : "")
                + " " + setpriv.invocation();
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = setpriv.killedWithParent();
        wrapped.add(program.toString());
        if (ownUsers) {
            wrapped.addAll(List.of("--user", "--map-current-user"));
        }
        wrapped.addAll(List.of("--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child"));
        if (ownProc) {
            wrapped.add("--mount-proc");
        }
        wrapped.add(setpriv.program().toString());
        wrapped.addAll(setpriv.restricted(command, access));
        return List.copyOf(wrapped);
    }

    /** The best first. */
    static List<Sandbox> all(Path program, List<Setpriv> setprivs) {
        List<Sandbox> all = new ArrayList<>();
        for (boolean ownProc : new boolean[] {true, false}) {
            for (Setpriv setpriv : setprivs) {
                if (FileAccess.isRoot()) {
                    all.add(new Unshare(program, setpriv, false, ownProc));
                }
                all.add(new Unshare(program, setpriv, true, ownProc));
            }
        }
        return all;
    }
}
