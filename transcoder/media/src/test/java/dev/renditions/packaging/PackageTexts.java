package dev.renditions.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the master playlist and the manifest of a package say, in short. Immutable.
 *
 * @param folder the folder of the package
 */
record PackageTexts(Path folder) {
    /** Each audio rendition: group, file, language, name and flags. */
    List<String> audio() throws IOException {
        return Files.readString(folder.resolve("master.m3u8"))
                .lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA:TYPE=AUDIO"))
                .map(line -> attribute(line, "GROUP-ID") + " "
                        + attribute(line, "URI").replace(".m3u8", "") + " " + attribute(line, "LANGUAGE") + " "
                        + attribute(line, "NAME")
                        + line.replaceFirst(".*(?=,DEFAULT)", "")
                                .replace(',', ' ')
                                .replace("\"", ""))
                .toList();
    }

    /** Each variant: rung, codecs and audio group. */
    List<String> variants() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("master.m3u8"));
        List<String> variants = new ArrayList<>();
        for (int at = 0; at + 1 < lines.size(); at++) {
            if (lines.get(at).startsWith("#EXT-X-STREAM-INF")) {
                variants.add(lines.get(at + 1).replace(".m3u8", "") + " " + attribute(lines.get(at), "CODECS") + " "
                        + attribute(lines.get(at), "AUDIO"));
            }
        }
        return variants;
    }

    /** The BANDWIDTH of a rung with an audio group. */
    long bandwidth(String rung, String group) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("master.m3u8"));
        int line = lines.stream()
                .filter(each -> each.contains("AUDIO=\"" + group + "\""))
                .map(lines::indexOf)
                .filter(at -> lines.get(at + 1).equals(rung + ".m3u8"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(lines.get(line).replaceFirst(".*:BANDWIDTH=(\\d+).*", "$1"));
    }

    private static String attribute(String line, String name) {
        String found = line.replaceFirst(".*[,:]" + name + "=\"([^\"]*)\".*", "$1");
        return found.equals(line) ? "null" : found;
    }

    /** What the manifest says of each set: type, language, label, role, channels, codec of the first representation. */
    List<String> sets() throws IOException {
        List<String> sets = new ArrayList<>();
        for (String set : manifest().split("<AdaptationSet ")) {
            if (set.startsWith("id=")) {
                String text = String.join(
                        " ",
                        part(set, "contentType=\"([a-z]+)\""),
                        part(set, " lang=\"([a-z]+)\""),
                        part(set, "<Label>(.*)</Label>"),
                        set.contains("audio/mp4") ? part(set, "role:2011\" value=\"([a-z]+)\"") : "",
                        part(set, "audio_channel_configuration:2011\" value=\"([0-9A-F]+)\""),
                        part(set, "codecs=\"([^\"]+)\""));
                sets.add(text.replaceAll(" +", " "));
            }
        }
        return sets;
    }

    private static String part(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    String manifest() throws IOException {
        return Files.readString(folder.resolve("manifest.mpd"));
    }
}
