package dev.renditions.oracle.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The playlists that a master playlist names. Immutable.
 *
 * @param variants the playlists of its video, in their order
 * @param sounds the playlists of its audio
 * @param texts the playlists of its subtitles
 */
public record Playlist(List<Path> variants, List<Path> sounds, List<Rendition> texts) {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z-]+)=(\"[^\"]*\"|[^,]*)");

    /**
     * A subtitle track.
     *
     * @param file its playlist
     * @param attributes its line in the master playlist
     */
    public record Rendition(Path file, String attributes) {
        /** One attribute, without quotes; empty if it is missing. */
        public String attribute(String name) {
            return Playlist.attribute(attributes, name);
        }
    }

    /** Reads a master playlist. */
    public static Playlist read(Path master) throws IOException {
        List<Path> variants = new ArrayList<>();
        List<Path> sounds = new ArrayList<>();
        List<Rendition> texts = new ArrayList<>();
        for (String line : Files.readAllLines(master)) {
            if (line.startsWith("#EXT-X-MEDIA:")) {
                Path file = master.resolveSibling(attribute(line, "URI"));
                if (attribute(line, "TYPE").equals("AUDIO")) {
                    sounds.add(file);
                } else {
                    texts.add(new Rendition(file, line));
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                variants.add(master.resolveSibling(line));
            }
        }
        return new Playlist(variants, sounds, texts);
    }

    /** The files that a media playlist names, each once. */
    public static List<Path> segments(Path playlist) throws IOException {
        return Files.readAllLines(playlist).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .distinct()
                .map(playlist::resolveSibling)
                .toList();
    }

    private static String attribute(String line, String name) {
        Matcher matcher = ATTRIBUTE.matcher(line.substring(line.indexOf(':') + 1));
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2).replace("\"", "");
            }
        }
        return "";
    }
}
