package dev.renditions.index;

import java.util.regex.Pattern;

/**
 * The name of a profile and the fingerprint of its settings. Profiles with one name but different settings have
 * different IDs. Written as {@code name-fingerprint}, which is legal in an object key and in a Memcached key.
 * Immutable.
 *
 * @param name 1 to 48 lower-case letters, digits and hyphens, beginning with a letter
 * @param fingerprint the first 12 hexadecimal digits of the SHA-256 of the canonical settings and the pipeline version
 */
public record ProfileId(String name, String fingerprint) {
    private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,46}[a-z0-9])?");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{12}");

    /**
     * Checks both forms.
     *
     * @throws IllegalArgumentException if either has another form
     */
    public ProfileId {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a profile name: '" + name
                    + "'; use 1 to 48 lower-case letters, digits and hyphens, beginning with a letter");
        }
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("not a profile fingerprint: '" + fingerprint + "'");
        }
    }

    /** Whether a profile may have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Parses the output of {@link #toString()}.
     *
     * @throws IllegalArgumentException if {@code text} has another form
     */
    public static ProfileId parse(String text) {
        int hyphen = text.lastIndexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("not a profile ID: '" + text + "'; expected name-fingerprint");
        }
        return new ProfileId(text.substring(0, hyphen), text.substring(hyphen + 1));
    }

    @Override
    public String toString() {
        return name + "-" + fingerprint;
    }
}
