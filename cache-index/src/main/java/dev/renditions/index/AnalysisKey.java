package dev.renditions.index;

import java.util.regex.Pattern;

/**
 * What was found out about the content of a source, by a method whose results change when its version does. Immutable.
 *
 * @param content the source's content
 * @param name of the method: small letters and hyphens, at most 32, such as {@code condition}
 * @param version from 1 on; raised when the same content gives other results, or results of another form
 */
public record AnalysisKey(ContentHash content, String name, int version) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,31}");

    /**
     * Checks name and version.
     *
     * @throws IllegalArgumentException if either is not of that form
     */
    public AnalysisKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of an analysis: '" + name + "'");
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions of an analysis begin at 1, not at " + version);
        }
    }
}
