package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the bundled Linux programs run with glibc 2.34, which Amazon Linux 2023 and Red Hat 9 have. They were built with 2.35, and
 * the loader of 2.34 refuses them because of three functions that are new or have a new version in 2.35: {@code hypot} and
 * {@code hypotf}, which differ from the old ones only in how they report errors, and a logarithm that a {@link StubFunction}
 * replaces. Only the symbol versions that a file needs are changed, not its code.
 */
final class OlderGlibc {
    private static final String TOO_NEW = "GLIBC_2.35";

    /** Functions whose older version can be used instead, by library. */
    private static final Map<String, Set<String>> REPLACEABLE = Map.of(
            "libm.so.6", Set.of("hypot", "hypotf"),
            "libmvec.so.1", Set.of(StubFunction.LOG2_OF_TWO.name()));

    /** The older version, by machine and library. */
    private static final Map<LinuxMachine, Map<String, String>> OLDER = Map.of(
            LinuxMachine.X86_64, Map.of("libm.so.6", "GLIBC_2.2.5", "libmvec.so.1", "GLIBC_2.22"),
            LinuxMachine.ARM64, Map.of("libm.so.6", "GLIBC_2.17"));

    private OlderGlibc() {}

    /**
     * Patches a file. Files that are not programs or libraries stay unchanged, and so do needed versions that are not known to be
     * replaceable: the program then starts only with a glibc that has them.
     */
    static void accept(Path file, LinuxMachine machine) throws IOException {
        Optional<ElfFile> opened = ElfFile.open(file);
        if (opened.isPresent()) {
            try (ElfFile elf = opened.get()) {
                elf.shareSearchPath();
                for (ElfFile.NeededVersion needed : elf.neededVersions()) {
                    if (needed.version().equals(TOO_NEW)) {
                        replace(elf, needed, machine);
                    }
                }
            }
        }
    }

    private static void replace(ElfFile elf, ElfFile.NeededVersion needed, LinuxMachine machine) throws IOException {
        List<String> symbols = elf.symbols(needed);
        String older = OLDER.getOrDefault(machine, Map.of()).get(needed.library());
        if (older != null
                && REPLACEABLE.getOrDefault(needed.library(), Set.of()).containsAll(symbols)) {
            elf.change(needed, older);
        }
    }
}
