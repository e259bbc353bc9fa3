package dev.renditions.oracle;

import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.matrix.Group;
import dev.renditions.oracle.scene.Ear;
import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Pace;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The matrix as a page: each input, what is expected of its renditions, and what was measured. */
final class MatrixTable {
    private static final String HEAD = """
            # The matrix

            Every input of `dev.renditions.oracle.matrix`, its expected output, and what the oracle measured on its renditions. The
            oracle is independent of the code that plans and encodes.

            The scene has red, green, blue and white quadrants around a disc, two flashes with a beep, a tone for each channel, and a
            strip along the bottom that encodes the time of each frame. Colors must be within 6 of 255, the disc must be round within
            2 %, and audio and video must agree within a frame or 25 ms. A mismatch is marked ✗.

            `MatrixIT` writes this page. `MatrixPageTest` fails if inputs or expectations are missing from it. To write it again:

            ```
            ./mvnw -o -pl transcoder/ffmpeg -am verify -Dtest=NoTest -Dsurefire.failIfNoSpecifiedTests=false \\
              -Dit.test=MatrixIT -Dfailsafe.failIfNoSpecifiedTests=false -Dmatrix.write=../../docs/matrix.md
            ```
            """;

    private MatrixTable() {}

    /** The whole page. */
    static String page(List<Group> groups, Map<String, Map<Kind, Findings>> measured) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Group group : groups) {
            page.append("\n## ").append(group.title()).append("\n\n");
            page.append("| input | made of | expected | measured |\n|---|---|---|---|\n");
            for (Input input : group.inputs()) {
                String found = measured.getOrDefault(input.name(), Map.of()).entrySet().stream()
                        .map(entry -> cell(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("<br>"));
                page.append(known(input)).append(" ").append(found).append(" |\n");
            }
        }
        return page.toString();
    }

    /** The cells of an input that do not depend on measurements. */
    static String known(Input input) {
        return "| " + input.name() + " | " + escaped(input.made()) + " | " + escaped(expected(input)) + " |";
    }

    private static String cell(Kind kind, Findings findings) {
        String mark = findings.mismatches().isEmpty() ? "" : " ✗";
        return "**" + kind + "**" + mark + " " + escaped(findings.measured());
    }

    private static String expected(Input input) {
        Showing showing = input.showing();
        List<String> parts = new ArrayList<>();
        showing.seen().ifPresent(seen -> parts.add(expected(seen)));
        showing.heard().ifPresent(heard -> parts.add(expected(heard)));
        showing.written()
                .forEach(track -> parts.add(track.cues().size() + " cues"
                        + (track.language().isEmpty() ? "" : " in " + track.language())
                        + (track.forced() ? ", forced" : "")));
        if (showing.harm() != Harm.NONE) {
            parts.add("a damage warning");
        }
        input.refusal().ifPresent(reason -> parts.add("refused: " + reason));
        return String.join("; ", parts);
    }

    private static String expected(Seen seen) {
        String colors =
                seen.fidelity() == Fidelity.EXACT ? seen.palette().quadrants().toString() : "tone-mapped";
        return seen.width() + "x" + seen.height() + " " + colors
                + seen.pace().map(MatrixTable::expected).orElse("");
    }

    private static String expected(Pace pace) {
        return String.format(
                Locale.ROOT,
                ", %.2f–%.2f s, %s, flashes at %s",
                pace.from(),
                pace.until(),
                pace.rate()
                        .map(rate -> String.format(Locale.ROOT, "%.2f fps", rate))
                        .orElse(pace.frames() + " frames"),
                times(pace.flashes()));
    }

    private static String expected(Heard heard) {
        String ears = heard.ears().stream().map(MatrixTable::expected).collect(Collectors.joining(" and "));
        return String.format(
                Locale.ROOT,
                "audio %.2f–%.2f s, %s, beeps at %s",
                heard.from(),
                heard.until(),
                ears,
                times(heard.beeps()));
    }

    private static String expected(Ear ear) {
        return ear.heard().isEmpty()
                ? "silence"
                : ear.heard().stream().sorted().map(String::valueOf).collect(Collectors.joining("+")) + " Hz";
    }

    private static String times(List<Double> times) {
        return times.stream()
                .map(time -> String.format(Locale.ROOT, "%.2f", time))
                .collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    /** The rows of a page by their first cells. */
    static Map<String, String> rows(String page) {
        Map<String, String> rows = new TreeMap<>();
        page.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| input "))
                .forEach(line -> rows.put(line.split(" \\| ", 2)[0].substring(2), line));
        return rows;
    }
}
