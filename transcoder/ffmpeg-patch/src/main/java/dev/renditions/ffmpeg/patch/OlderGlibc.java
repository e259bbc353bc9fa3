package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the bundled Linux programs run with glibc 2.34, that of Amazon Linux 2023 and Red Hat 9. They were built on 2.35,
 * and the loader refuses them for three functions that got a new version there: {@code hypot} and {@code hypotf}, which
 * differ from the old ones in how they report errors, and a logarithm that a {@link StubFunction} stands in for. What is
 * changed is which versions a file demands; no code is.
 */
final class OlderGlibc {
    private static final String TOO_NEW = "GLIBC_2.35";

    /** Functions that an older version serves as well, and which, by library and machine. */
    private static final Map<String, Set<String>> REPLACEABLE = Map.of(
            "libm.so.6", Set.of("hypot", "hypotf"),
            "libmvec.so.1", Set.of(StubFunction.LOG2_OF_TWO.name()));

    private static final Map<LinuxMachine, Map<String, String>> OLDER = Map.of(
            LinuxMachine.X86_64, Map.of("libm.so.6", "GLIBC_2.2.5", "libmvec.so.1", "GLIBC_2.22"),
            LinuxMachine.ARM64, Map.of("libm.so.6", "GLIBC_2.17"));

    private OlderGlibc() {}

    /**
     * Patches a file. What is not a program or library is left as it is, and so is a demand that is not known to be harmless:
     * the program then starts only where glibc is as new as it asks for.
     */
    static void accept(Path file, LinuxMachine machine) throws IOException {
        Optional<ElfFile> opened = ElfFile.open(file);
        if (opened.isPresent()) {
            try (ElfFile elf = opened.get()) {
                elf.shareSearchPath();
                for (ElfFile.Demand demand : elf.demands()) {
                    if (demand.version().equals(TOO_NEW)) {
                        replace(elf, demand, machine);
                    }
                }
            }
        }
    }

    private static void replace(ElfFile elf, ElfFile.Demand demand, LinuxMachine machine) throws IOException {
        List<String> symbols = elf.symbols(demand);
        String older = OLDER.getOrDefault(machine, Map.of()).get(demand.library());
        if (older != null
                && REPLACEABLE.getOrDefault(demand.library(), Set.of()).containsAll(symbols)) {
            elf.change(demand, older);
        }
    }
}
