package dev.renditions.packaging;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the file names in the texts that {@link HlsPackage} and the storyboard write by URIs. The rest of a text
 * stays the same, byte for byte. The given functions receive the name and return a URI, absolute or relative, without
 * spaces and quotation marks.
 */
public final class UriReferences {
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<=[:,])URI=\"([^\"\\r\\n]*)\"");
    private static final Pattern BASE = Pattern.compile("(?<=<BaseURL>)[^<]*(?=</BaseURL>)");
    private static final Pattern MEDIA = Pattern.compile("(?<=<SegmentTemplate media=\")[^\"$]*(?=\")");
    private static final Pattern PICTURE = Pattern.compile("(?m)^([^#\\s]+)(?=#xywh=\\d+,\\d+,\\d+,\\d+$)");
    private static final Pattern LINE = Pattern.compile("(?m)^[^#\\r\\n].*$");

    private UriReferences() {}

    /** In an HLS playlist: lines that are neither tags nor comments, and the attribute URI of tags (RFC 8216, 4.1). */
    public static String inPlaylist(String playlist, UnaryOperator<String> link) {
        String lines = LINE.matcher(playlist)
                .replaceAll(found -> found.group().isBlank() ? verbatim(found.group()) : linked(link, found.group()));
        return ATTRIBUTE.matcher(lines).replaceAll(found -> "URI=\"" + linked(link, found.group(1)) + "\"");
    }

    /** In a DASH manifest: the base URLs of its representations, and the thumbnail sheet. */
    public static String inManifest(String manifest, UnaryOperator<String> link) {
        String based = BASE.matcher(manifest).replaceAll(found -> verbatim(escaped(link.apply(found.group()))));
        // Text between two dollar signs is a placeholder there.
        return MEDIA.matcher(based)
                .replaceAll(found -> verbatim(
                        escaped(link.apply(found.group()).replace("$", "$$")).replace("\"", "&quot;")));
    }

    private static String escaped(String link) {
        return link.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** In the cues of a storyboard: the names of images. */
    public static String inCues(String cues, UnaryOperator<String> link) {
        return PICTURE.matcher(cues).replaceAll(found -> linked(link, found.group(1)));
    }

    private static String linked(UnaryOperator<String> link, String name) {
        return verbatim(link.apply(name));
    }

    private static String verbatim(String text) {
        return Matcher.quoteReplacement(text);
    }
}
