package dev.renditions.media;

import dev.renditions.media.CueSettings.Align;
import dev.renditions.media.CueSettings.Line;
import dev.renditions.media.CueSettings.LineAlign;
import dev.renditions.media.CueSettings.LineNumber;
import dev.renditions.media.CueSettings.LinePercent;
import dev.renditions.media.CueSettings.Position;
import dev.renditions.media.CueSettings.PositionAlign;
import dev.renditions.media.CueSettings.Vertical;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the settings of one cue. Of duplicate settings the last counts. */
final class CueSettingsReader {
    /** A line number; no frame has ten thousand lines of text. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,4}");

    private Optional<Vertical> vertical = Optional.empty();
    private Optional<Line> line = Optional.empty();
    private Optional<Position> position = Optional.empty();
    private Optional<Percent> size = Optional.empty();
    private Optional<Align> align = Optional.empty();

    /** Reads one setting, such as {@code line:0}; ignores a malformed or unknown one. */
    void read(String setting) {
        int colon = setting.indexOf(':');
        String value = setting.substring(colon + 1);
        switch (setting.substring(0, Math.max(0, colon))) {
            case "vertical" -> vertical = find(Vertical.values(), value).or(() -> vertical);
            case "line" -> line = line(value).or(() -> line);
            case "position" -> position = position(value).or(() -> position);
            case "size" -> size = Percent.parse(value).or(() -> size);
            case "align" -> align = find(Align.values(), value).or(() -> align);
            default -> {
                // Regions and settings of future WebVTT versions.
            }
        }
    }

    CueSettings settings() {
        return new CueSettings(vertical, line, position, size, align);
    }

    private static Optional<Line> line(String value) {
        String[] parts = value.split(",", 2);
        Optional<LineAlign> align = parts.length > 1 ? find(LineAlign.values(), parts[1]) : Optional.empty();
        if (parts.length > 1 && align.isEmpty()) {
            return Optional.empty();
        }
        return NUMBER.matcher(parts[0]).matches()
                ? Optional.of(new LineNumber(Integer.parseInt(parts[0]), align))
                : Percent.parse(parts[0]).map(percent -> new LinePercent(percent, align));
    }

    private static Optional<Position> position(String value) {
        String[] parts = value.split(",", 2);
        Optional<PositionAlign> align = parts.length > 1 ? find(PositionAlign.values(), parts[1]) : Optional.empty();
        if (parts.length > 1 && align.isEmpty()) {
            return Optional.empty();
        }
        return Percent.parse(parts[0]).map(percent -> new Position(percent, align));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String word) {
        return Stream.of(values).filter(v -> CueSettings.word(v).equals(word)).findFirst();
    }
}
