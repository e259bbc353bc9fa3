package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the C and C++ libraries of Amazon Linux 2023 offer, the system under the newer Java runtimes of AWS Lambda: glibc 2.34
 * and the libraries of GCC 11.
 */
final class AmazonLinux {
    /** The newest version of each kind. */
    private static final Map<String, String> NEWEST =
            Map.of("GLIBC", "2.34", "GLIBCXX", "3.4.29", "CXXABI", "1.3.13", "GCC", "11.0.0");

    private static final Set<String> LIBRARIES = Set.of(
            "libc.so.6",
            "libm.so.6",
            "libmvec.so.1",
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "libgcc_s.so.1",
            "libstdc++.so.6",
            "ld-linux-x86-64.so.2",
            "ld-linux-aarch64.so.1");

    private static final Pattern VERSION = Pattern.compile("([A-Z]+)_(\\d+(?:\\.\\d+)*)");

    private AmazonLinux() {}

    /** What the loader there would refuse in a folder's programs and libraries, a sentence for each; none if it starts them. */
    static List<String> refused(Path folder) throws IOException {
        List<String> refused = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Optional<ElfFile> opened = ElfFile.open(file);
                if (opened.isPresent()) {
                    try (ElfFile elf = opened.get()) {
                        refused.addAll(refused(elf, file));
                    }
                }
            }
        }
        return refused;
    }

    private static List<String> refused(ElfFile elf, Path file) throws IOException {
        List<String> refused = new ArrayList<>();
        for (String library : elf.neededLibraries()) {
            if (!LIBRARIES.contains(library) && !Files.exists(file.resolveSibling(library))) {
                refused.add(file.getFileName() + " needs " + library + ", which is neither there nor beside it");
            }
        }
        for (ElfFile.Demand demand : elf.demands()) {
            if (LIBRARIES.contains(demand.library()) && tooNew(demand.version())) {
                refused.add(file.getFileName() + " demands " + demand.version() + " of " + demand.library() + " for "
                        + elf.symbols(demand));
            }
        }
        return refused;
    }

    /** Whether a version is beyond what is there; one of an unknown kind is. */
    static boolean tooNew(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || !NEWEST.containsKey(matcher.group(1))) {
            return true;
        }
        return Arrays.compare(numbers(matcher.group(2)), numbers(NEWEST.get(matcher.group(1)))) > 0;
    }

    private static int[] numbers(String dotted) {
        return Pattern.compile("\\.")
                .splitAsStream(dotted)
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
