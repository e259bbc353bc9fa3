package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unshare of util-linux: a network that leads nowhere, and processes that see none but themselves and end together.
 *
 * @param program where it is
 * @param setpriv what drops privileges
 * @param ownUsers whether a table of users of its own is what allows the rest: everybody but the administrator needs it
 * @param ownProc whether {@code /proc} shows its own processes alone; else those of others, ours included, are seen there
 */
record Unshare(Path program, Setpriv setpriv, boolean ownUsers, boolean ownProc) implements Sandbox {
    @Override
    public SandboxChoice kind() {
        return SandboxChoice.UNSHARE;
    }

    @Override
    public String describe() {
        return "it has no network, no privileges and no other processes"
                + (ownProc ? "" : " (but sees them in /proc)")
                + ", and ends with us; " + setpriv.describeFiles();
    }

    @Override
    public boolean closesFiles() {
        return setpriv.closesFiles();
    }

    @Override
    public String tried() {
        return program + (ownUsers ? " --user" : "") + " --net --ipc --uts --pid" + (ownProc ? " --mount-proc" : "")
                + " " + setpriv.tried();
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        List<String> wrapped = setpriv.endingWithUs();
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

    /** From the best to the least. */
    static List<Sandbox> all(Path program, List<Setpriv> setprivs) {
        List<Sandbox> all = new ArrayList<>();
        for (boolean ownProc : new boolean[] {true, false}) {
            for (Setpriv setpriv : setprivs) {
                if (FileAccess.byAdministrator()) {
                    all.add(new Unshare(program, setpriv, false, ownProc));
                }
                all.add(new Unshare(program, setpriv, true, ownProc));
            }
        }
        return all;
    }
}
