package dev.renditions.index;

import java.util.regex.Pattern;

/**
 * Where an encoded track is: in a file of a rendition. It is a hint: only the manifest of the rendition says which tracks its
 * files hold. Immutable.
 *
 * @param rendition the rendition whose manifest lists the track
 * @param file the name of the file within the rendition: letters, digits, {@code . _ -}, and {@code /} between folders
 */
public record TrackLocation(RenditionKey rendition, String file) {
    /** No key of an object is longer. */
    private static final int MOST_FILE = 1024;

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    /**
     * Checks the name of the file.
     *
     * @throws IllegalArgumentException if it could leave the rendition's folder, has other characters, or is too long
     */
    public TrackLocation {
        if (file.length() > MOST_FILE || !FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("not a name for a file of a rendition: '" + file + "'");
        }
    }
}
