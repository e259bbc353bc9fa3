package dev.renditions.captions.ass;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The styles of one ASS or SSA script. Not thread-safe. */
final class AssStyles {
    /** The maximum number of styles. Scripts of whole series have a few hundred. */
    private static final int MOST = 4096;

    private static final List<String> ASS_COLUMNS = columns("Name, Fontname, Fontsize, PrimaryColour, SecondaryColour,"
            + " OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle,"
            + " BorderStyle, Outline, Shadow, Alignment");
    private static final List<String> SSA_COLUMNS = columns("Name, Fontname, Fontsize, PrimaryColour, SecondaryColour,"
            + " TertiaryColour, BackColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment");

    private final Map<String, AssStyle> styles = new HashMap<>();
    private boolean ssa;
    private List<String> columns = ASS_COLUMNS;

    /**
     * Begins a section of styles.
     *
     * @param ssa whether it is an SSA section, which has other alignment numbers
     */
    void begin(boolean ssa) {
        this.ssa = ssa;
        columns = ssa ? SSA_COLUMNS : ASS_COLUMNS;
    }

    /** Sets the names of the columns. */
    void format(String names) {
        columns = columns(names);
    }

    /** Adds a style; ignored above the maximum number. */
    void add(String values) {
        List<String> cells = Stream.of(values.split(",", -1)).map(String::strip).toList();
        if (styles.size() < MOST) {
            cell(cells, "name").ifPresent(name -> styles.put(plain(name), style(cells)));
        }
    }

    /** The style of that name, otherwise the style named Default, otherwise the players' default. */
    AssStyle find(String name) {
        return named(name).or(() -> named("Default")).orElse(AssStyle.DEFAULT);
    }

    /** The style of exactly that name. */
    Optional<AssStyle> named(String name) {
        return Optional.ofNullable(styles.get(plain(name)));
    }

    private AssStyle style(List<String> cells) {
        int number = cell(cells, "alignment").map(AssNumbers::whole).orElse(0);
        int alignment = ssa ? AssStyle.fromSsa(number) : number;
        return new AssStyle(
                alignment >= 1 && alignment <= 9 ? alignment : AssStyle.DEFAULT.alignment(),
                set(cells, "bold"),
                set(cells, "italic"),
                set(cells, "underline"));
    }

    private boolean set(List<String> cells, String column) {
        return cell(cells, column).map(AssNumbers::whole).orElse(0) != 0;
    }

    private Optional<String> cell(List<String> cells, String column) {
        int at = columns.indexOf(column);
        return at < 0 || at >= cells.size() ? Optional.empty() : Optional.of(cells.get(at));
    }

    /** Names may have an asterisk as a prefix, which has no meaning. */
    private static String plain(String name) {
        return name.strip().replaceFirst("^\\*+", "");
    }

    private static List<String> columns(String names) {
        return Stream.of(names.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}
