package dev.renditions.captions.ass;

import dev.renditions.captions.ass.ScriptResolution.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The state after the override commands read so far in one ASS text. Of alignments and positions the first counts, as
 * in players; of other commands the last. Commands without an equivalent in WebVTT (fonts, colors, karaoke, animation)
 * are ignored. Not thread-safe.
 */
final class AssOverrides {
    /** Commands with one number; if it is missing, the value of the style applies. */
    private static final Pattern NUMBERED = Pattern.compile("(an|a|b|i|u|p|q)\\s*([+-]?\\d{0,6})\\s*");

    /** The closing parenthesis is often missing. */
    private static final Pattern PLACED = Pattern.compile("(pos|move)\\s*\\(([^()]{1,200})\\)?\\s*");

    /** The minimum font weight that is bold, as in CSS. */
    private static final int BOLD = 600;

    private final AssStyles styles;
    private final ScriptResolution canvas;
    private final AssStyle ownStyle;
    private AssStyle style;
    private boolean bold;
    private boolean italic;
    private boolean underlined;
    private boolean drawing;
    private boolean breaks;
    private Optional<Integer> alignment = Optional.empty();
    private Optional<Anchor> anchor = Optional.empty();

    /**
     * The state before the first command.
     *
     * @param style the style of the text
     * @param canvas the script resolution, to which positions refer
     * @param breaks whether {@code \n} is a line break, as {@code \N} always is
     */
    AssOverrides(AssStyles styles, AssStyle style, ScriptResolution canvas, boolean breaks) {
        this.styles = styles;
        this.canvas = canvas;
        this.ownStyle = style;
        this.style = style;
        this.breaks = breaks;
        reset(style);
    }

    /** Reads the content of a pair of braces: commands, which begin with backslashes, and comments. */
    void read(String block) {
        commands(block).forEach(this::command);
    }

    /** Splits a block into commands; a backslash within parentheses belongs to the enclosing command. */
    private static List<String> commands(String block) {
        List<String> commands = new ArrayList<>();
        int begun = -1;
        int depth = 0;
        for (int at = 0; at < block.length(); at++) {
            char c = block.charAt(at);
            if (c == '\\' && depth == 0) {
                if (begun >= 0) {
                    commands.add(block.substring(begun, at));
                }
                begun = at + 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            }
        }
        if (begun >= 0) {
            commands.add(block.substring(begun));
        }
        return commands;
    }

    private void command(String command) {
        Matcher numbered = NUMBERED.matcher(command);
        Matcher placed = PLACED.matcher(command);
        if (numbered.matches()) {
            numbered(numbered.group(1), numbered.group(2));
        } else if (placed.matches()) {
            List<OptionalDouble> numbers = Stream.of(placed.group(2).split(",", -1))
                    .map(AssNumbers::decimal)
                    .toList();
            anchor = anchor.or(() -> place(placed.group(1), numbers));
        } else if (command.startsWith("r")) {
            reset(styles.named(command.substring(1)).orElse(ownStyle));
        }
    }

    private void numbered(String name, String digits) {
        int number = AssNumbers.whole(digits);
        boolean said = !digits.isEmpty();
        switch (name) {
            case "an" -> align(number);
            case "a" -> align(AssStyle.fromSsa(number));
            case "b" -> bold = said ? number == 1 || number >= BOLD : style.bold();
            case "i" -> italic = said ? number != 0 : style.italic();
            case "u" -> underlined = said ? number != 0 : style.underlined();
            case "p" -> drawing = number > 0;
            default -> breaks = number == 2;
        }
    }

    private void align(int number) {
        if (number >= 1 && number <= 9) {
            alignment = alignment.or(() -> Optional.of(number));
        }
    }

    /** For a moving text, the middle of its path, since a cue can't move. */
    private Optional<Anchor> place(String name, List<OptionalDouble> numbers) {
        boolean moves = name.equals("move");
        int needed = moves ? 4 : 2;
        if (numbers.size() < needed || numbers.stream().limit(needed).anyMatch(OptionalDouble::isEmpty)) {
            return Optional.empty();
        }
        double x = numbers.get(0).getAsDouble();
        double y = numbers.get(1).getAsDouble();
        return Optional.of(
                moves
                        ? canvas.at(
                                (x + numbers.get(2).getAsDouble()) / 2,
                                (y + numbers.get(3).getAsDouble()) / 2)
                        : canvas.at(x, y));
    }

    private void reset(AssStyle to) {
        style = to;
        bold = to.bold();
        italic = to.italic();
        underlined = to.underlined();
    }

    /** Whether the following text is a drawing, whose coordinates must not be shown. */
    boolean drawing() {
        return drawing;
    }

    /** Whether {@code \n} is a line break. */
    boolean breaks() {
        return breaks;
    }

    /** The tags of the following text, such as {@code bi} for bold and italic. */
    String tags() {
        return (bold ? "b" : "") + (italic ? "i" : "") + (underlined ? "u" : "");
    }

    /** Where the text is shown. */
    Placement placement() {
        return new Placement(alignment.orElse(ownStyle.alignment()), anchor);
    }
}
