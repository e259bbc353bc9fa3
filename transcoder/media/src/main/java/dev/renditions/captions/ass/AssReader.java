package dev.renditions.captions.ass;

import dev.renditions.captions.cue.CaptionDialect;
import dev.renditions.captions.cue.CueCollector;
import dev.renditions.captions.cue.TextLines;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an ASS or SSA script as ffmpeg extracts it from a container, always with the same event columns. Comment
 * events, fonts and images are skipped. Text with effects (banners, scrolling) is shown without motion. Use one
 * instance per file.
 */
public final class AssReader {
    /** Layer, start, end, style, name, three margins, effect, text; only the last may hold commas. */
    private static final int COLUMNS = 10;

    private static final int START = 1;
    private static final int END = 2;
    private static final int STYLE = 3;
    private static final int TEXT = 9;

    private static final Pattern TIME = Pattern.compile("(\\d{1,4}):([0-5]?\\d):([0-5]?\\d)\\.(\\d{2})");

    /** The wrap style in which both {@code \n} and {@code \N} are line breaks. */
    private static final int NO_WRAPPING = 2;

    private final CueCollector cues;
    private final AssStyles styles = new AssStyles();
    private boolean inStyles;
    private int width;
    private int height;
    private int wrapping;

    public AssReader(CueCollector cues) {
        this.cues = cues;
    }

    public void read(TextLines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            line(line.strip());
        }
    }

    private void line(String line) {
        int colon = line.indexOf(':');
        if (line.startsWith("[")) {
            section(line.toLowerCase(Locale.ROOT));
        } else if (colon > 0) {
            String value = line.substring(colon + 1);
            switch (line.substring(0, colon).strip()) {
                case "PlayResX" -> width = AssNumbers.whole(value);
                case "PlayResY" -> height = AssNumbers.whole(value);
                case "WrapStyle" -> wrapping = AssNumbers.whole(value);
                case "Format" -> format(value);
                case "Style" -> styles.add(value);
                case "Dialogue" -> dialogue(value.split(",", COLUMNS));
                default -> {
                    // Titles, notes and data of other programs.
                }
            }
        }
    }

    private void section(String name) {
        inStyles = name.contains("styles");
        if (inStyles) {
            styles.begin(!name.contains("+"));
        }
    }

    private void format(String columns) {
        if (inStyles) {
            styles.format(columns);
        }
    }

    private void dialogue(String[] columns) {
        if (columns.length < COLUMNS) {
            return;
        }
        Optional<Duration> start = time(columns[START]);
        Optional<Duration> end = time(columns[END]);
        if (start.isPresent() && end.isPresent()) {
            AssOverrides overrides = new AssOverrides(
                    styles, styles.find(columns[STYLE]), ScriptResolution.of(width, height), wrapping == NO_WRAPPING);
            AssText.Shown shown = AssText.read(columns[TEXT], CaptionDialect.ASS, overrides);
            cues.add(start.get(), end.get(), shown.settings(), shown.text());
        }
    }

    private static Optional<Duration> time(String text) {
        Matcher time = TIME.matcher(text.strip());
        return time.matches()
                ? Optional.of(Duration.ofHours(Long.parseLong(time.group(1)))
                        .plusMinutes(Long.parseLong(time.group(2)))
                        .plusSeconds(Long.parseLong(time.group(3)))
                        .plusMillis(10 * Long.parseLong(time.group(4))))
                : Optional.empty();
    }
}
