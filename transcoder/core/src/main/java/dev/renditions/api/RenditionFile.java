package dev.renditions.api;

import dev.renditions.index.ContentHash;
import java.util.regex.Pattern;

/**
 * One file of a rendition. Immutable.
 *
 * @param name its name within the rendition: letters, digits, {@code . _ -}, and {@code /} between folders
 * @param mediaType such as {@code video/mp4}
 * @param bytes the size
 * @param sha256 the hash of its bytes
 */
public record RenditionFile(String name, String mediaType, long bytes, ContentHash sha256) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    /** Whether a file of a rendition can have this name. No name, nor that of a folder in it, begins with a dot. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it could leave the rendition's folder, or has other characters
     */
    public RenditionFile {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name for a file of a rendition: '" + name + "'");
        }
    }
}
