package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The setpriv of util-linux: no privileges, none to be gained, and an end with ours.
 *
 * @param program where it is
 */
record Setpriv(Path program) implements Jail {
    @Override
    public JailChoice kind() {
        return JailChoice.SETPRIV;
    }

    @Override
    public String describe() {
        return "it has no privileges and gains none, and ends with us; network and files are open to it as to its user";
    }

    @Override
    public List<String> wrap(List<String> command, Access access) {
        List<String> wrapped = endingWithUs();
        wrapped.addAll(privileges(access));
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

    /** All are dropped, but for the one to read an upload that the administrator was asked to work on. */
    List<String> privileges(Access access) {
        String kept = access.needsPrivilege() ? "-all,+dac_read_search" : "-all";
        return List.of("--no-new-privs", "--inh-caps=-all", "--bounding-set=" + kept);
    }
}
