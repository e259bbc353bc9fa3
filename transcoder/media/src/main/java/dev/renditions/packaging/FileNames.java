package dev.renditions.packaging;

import java.util.regex.Pattern;

/** Checks the values that are written to playlists, where escaping is impossible. */
public final class FileNames {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}");
    private static final Pattern SHOWN = Pattern.compile("[^\"\\p{Cntrl}]{1,200}");

    private FileNames() {}

    /** Whether this is a plain file name, without a path. */
    public static boolean file(String name) {
        return FILE.matcher(name).matches();
    }

    static void requireFile(String name) {
        if (!file(name) || name.lastIndexOf('.') <= 0) {
            throw new IllegalArgumentException("not a plain file name of a track: '" + name + "'");
        }
    }

    static void requireLanguage(String tag) {
        if (!LANGUAGE.matcher(tag).matches()) {
            throw new IllegalArgumentException("not a language tag: '" + tag + "'");
        }
    }

    static void requireShown(String name) {
        if (!SHOWN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a track name must have 1 to 200 characters without quotes: '" + name + "'");
        }
    }
}
