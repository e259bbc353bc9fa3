package dev.renditions.index;

import java.util.regex.Pattern;

/**
 * Identifies the result of one analysis of a source's content. Immutable.
 *
 * @param content the source's content
 * @param name name of the analysis: lower-case letters and hyphens, at most 32 characters, such as {@code condition}
 * @param version version of the analysis, at least 1; raised when its results or their form change
 */
public record AnalysisKey(ContentHash content, String name, int version) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,31}");

    /**
     * Checks name and version.
     *
     * @throws IllegalArgumentException if either is invalid
     */
    public AnalysisKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not an analysis name: '" + name + "'");
        }
        if (version < 1) {
            throw new IllegalArgumentException("the version of an analysis must be at least 1, not " + version);
        }
    }
}
