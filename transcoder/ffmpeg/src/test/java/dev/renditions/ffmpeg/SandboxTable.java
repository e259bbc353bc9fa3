package dev.renditions.ffmpeg;

import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of docs/security.md: what a hostile program reaches in each sandbox, a line for each attempt; for tests. */
public final class SandboxTable {
    private static final Path DOCUMENT = Checkout.path("docs", "security.md");
    private static final String FIRST = "| `";
    private static final String REFUSED = "no";
    private static final String REACHED = "**yes**";
    private static final String AS_ROOT = "**as root**";
    private static final String AS_USER = "**as a user**";

    private SandboxTable() {}

    public static String column(HostileMode mode, boolean administrator) {
        return mode.ordinal() + " " + mode + (administrator ? " as root" : " as a user");
    }

    /** What the document says about one mode: by attempt, whether it succeeds. */
    public static Map<String, Boolean> documented(HostileMode mode, boolean administrator) throws IOException {
        Map<String, Boolean> documented = new TreeMap<>();
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            for (String line : lines.filter(line -> line.startsWith(FIRST)).toList()) {
                if (line.split("\\|").length < 3 + HostileMode.values().length) {
                    continue; // Another table.
                }
                List<String> cells =
                        Stream.of(line.split("\\|")).map(String::strip).toList();
                String cell = cells.get(3 + mode.ordinal());
                documented.put(
                        cells.get(1).replace("`", ""),
                        cell.equals(REACHED) || cell.equals(administrator ? AS_ROOT : AS_USER));
            }
        }
        return documented;
    }

    /** The lines of the table as observed, without the explanations of the attempts. */
    public static String of(Map<String, Map<String, Boolean>> observed) {
        TreeSet<String> attempts = new TreeSet<>();
        observed.values().forEach(column -> attempts.addAll(column.keySet()));
        return attempts.stream()
                .map(attempt -> FIRST + attempt + "` | ... | "
                        + Stream.of(HostileMode.values())
                                .map(mode -> cell(
                                        reached(observed, mode, true, attempt),
                                        reached(observed, mode, false, attempt)))
                                .collect(Collectors.joining(" | "))
                        + " |")
                .collect(Collectors.joining("\n"));
    }

    private static boolean reached(
            Map<String, Map<String, Boolean>> observed, HostileMode mode, boolean administrator, String attempt) {
        return observed.getOrDefault(column(mode, administrator), Map.of()).getOrDefault(attempt, false);
    }

    private static String cell(boolean asRoot, boolean asUser) {
        if (asRoot && asUser) {
            return REACHED;
        }
        if (asRoot) {
            return AS_ROOT;
        }
        return asUser ? AS_USER : REFUSED;
    }
}
