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
 * Checks that programs start on Amazon Linux 2023, the operating system of the newer Java runtimes of AWS Lambda, with glibc 2.34
 * and the libraries of GCC 11.
 */
final class AmazonLinux {
    /** The newest symbol version that its libraries provide, by prefix. */
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

    /** Why its loader would refuse the programs and libraries of a folder, one message for each reason; empty if they start. */
    static List<String> problems(Path folder) throws IOException {
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Optional<ElfFile> opened = ElfFile.open(file);
                if (opened.isPresent()) {
                    try (ElfFile elf = opened.get()) {
                        problems.addAll(problems(elf, file));
                    }
                }
            }
        }
        return problems;
    }

    private static List<String> problems(ElfFile elf, Path file) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String library : elf.neededLibraries()) {
            if (!LIBRARIES.contains(library) && !Files.exists(file.resolveSibling(library))) {
                problems.add(file.getFileName() + " needs " + library
                        + ", which neither Amazon Linux nor its own folder has");
            }
        }
        for (ElfFile.NeededVersion needed : elf.neededVersions()) {
            if (LIBRARIES.contains(needed.library()) && tooNew(needed.version())) {
                problems.add(file.getFileName() + " needs version " + needed.version() + " of " + needed.library()
                        + " for " + elf.symbols(needed));
            }
        }
        return problems;
    }

    /** Whether a symbol version is newer than those of Amazon Linux, or has an unknown prefix. */
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
