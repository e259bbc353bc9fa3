package dev.renditions.ffmpeg.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.EditFiles;
import dev.renditions.ffmpeg.command.FfprobeCommand;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.probe.Ffprobe;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Copies chosen tags of a source into an {@code ffmetadata} file in the folder of an order. Uploaders can write anything into
 * tags: they never become part of a command line, each is shortened to one line, and their special characters are escaped.
 *
 * @param ffmpeg provides the ffprobe that reads the tags
 */
record SourceTags(Ffmpeg ffmpeg) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 4 << 20;

    /** The most characters of one tag. The rest is cut off. */
    private static final int LONGEST = 500;

    /** Writes the tags with these names that the source has. */
    void copy(Path source, Order order, List<String> names) {
        Map<String, String> tags = read(source, names);
        try {
            OwnFile.write(new EditFiles(order.folder()).tags(), text(tags));
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the tags of the output can't be written: " + e, e);
        }
    }

    private Map<String, String> read(Path source, List<String> names) {
        String wanted = String.join(",", names);
        CappedText json = new CappedText(MOST_BYTES);
        FfprobeCommand command = new FfprobeCommand(
                Options.NONE,
                "json",
                "format_tags=" + wanted + ":stream_tags=" + wanted,
                source,
                ffmpeg.settings(source).decoder());
        new Ffprobe(ffmpeg.engine().locator(), ffmpeg.limits()).run(command, LIMIT, json);
        try {
            return chosen(JSON.readTree(json.text()), names);
        } catch (JsonProcessingException e) {
            throw new MediaException(Kind.ENGINE, "ffprobe printed invalid JSON", e);
        }
    }

    /** The chosen tags of the file. If the file lacks one, the first stream that has it is used: Ogg stores tags in streams. */
    static Map<String, String> chosen(JsonNode root, List<String> names) {
        List<JsonNode> places = new ArrayList<>(List.of(root.path("format").path("tags")));
        root.path("streams").forEach(stream -> places.add(stream.path("tags")));
        Map<String, String> chosen = new TreeMap<>();
        for (JsonNode tags : places) {
            for (Map.Entry<String, JsonNode> tag : tags.properties()) {
                String name = tag.getKey().toLowerCase(Locale.ROOT);
                String value = oneLine(tag.getValue().asText(""));
                if (names.contains(name) && !value.isEmpty()) {
                    chosen.putIfAbsent(name, value);
                }
            }
        }
        return chosen;
    }

    /** The text of the file: a name, an equals sign and a value on each line, with special characters escaped by a backslash. */
    static String text(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> escape(tag.getKey()) + "=" + escape(tag.getValue()))
                .collect(Collectors.joining("\n", ";FFMETADATA1\n", "\n"));
    }

    private static String escape(String text) {
        return text.replaceAll("([=;#\\\\])", "\\\\$1");
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        int length = Math.min(LONGEST, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, length)).strip();
    }
}
