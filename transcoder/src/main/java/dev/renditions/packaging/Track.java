package dev.renditions.packaging;

import java.util.regex.Pattern;

/**
 * One track of a package: a file that holds nothing else. Immutable. Codec, size, frame rate and channels are not told here
 * but read from the file.
 */
public sealed interface Track {
    /** The language of a track that does not say which it is. */
    String UNDETERMINED = "und";

    /** The name of its file within the package's folder. */
    String file();

    /** The name without its extension: what the names of its playlists begin with. */
    default String stem() {
        return file().substring(0, file().lastIndexOf('.'));
    }

    /**
     * One rung of the ladder: fragmented MP4, one fragment for each closed group of pictures, with an index in front.
     *
     * @param file a plain name with an extension
     */
    record Video(String file) implements Track {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if it is no plain name
         */
        public Video {
            Names.requireFile(file);
        }
    }

    /**
     * Sound: fragmented MP4 with an index in front. The first of several is what plays by default.
     *
     * @param file a plain name with an extension
     * @param language a BCP 47 tag, {@link #UNDETERMINED} if unknown
     * @param name what a player's menu shows
     */
    record Audio(String file, String language, String name) implements Track {
        /**
         * Checks all three.
         *
         * @throws IllegalArgumentException if a name or the language can't stand in a playlist
         */
        public Audio {
            Names.requireFile(file);
            Names.requireLanguage(language);
            Names.requireShown(name);
        }
    }

    /**
     * Subtitles: a WebVTT file whose times count from the beginning of the picture.
     *
     * @param file a plain name with an extension
     * @param language a BCP 47 tag, {@link #UNDETERMINED} if unknown
     * @param name what a player's menu shows
     */
    record Text(String file, String language, String name) implements Track {
        /**
         * Checks all three.
         *
         * @throws IllegalArgumentException if a name or the language can't stand in a playlist
         */
        public Text {
            Names.requireFile(file);
            Names.requireLanguage(language);
            Names.requireShown(name);
        }
    }

    /** What may stand in playlists, where nothing can be escaped. */
    final class Names {
        private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");
        private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}");
        private static final Pattern SHOWN = Pattern.compile("[^\"\\p{Cntrl}]{1,200}");

        private Names() {}

        /** Whether it is a plain name of a file in the package's folder. */
        static boolean file(String name) {
            return FILE.matcher(name).matches();
        }

        private static void requireFile(String name) {
            if (!file(name) || name.lastIndexOf('.') <= 0) {
                throw new IllegalArgumentException("not a plain name of a track's file: '" + name + "'");
            }
        }

        private static void requireLanguage(String tag) {
            if (!LANGUAGE.matcher(tag).matches()) {
                throw new IllegalArgumentException("not a language tag: '" + tag + "'");
            }
        }

        private static void requireShown(String name) {
            if (!SHOWN.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a track's name has 1 to 200 characters and no quotes, not '" + name + "'");
            }
        }
    }
}
