package dev.renditions.packaging;

import dev.renditions.media.TextFlags;

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
            FileNames.requireFile(file);
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
            FileNames.requireFile(file);
            FileNames.requireLanguage(language);
            FileNames.requireShown(name);
        }
    }

    /**
     * Subtitles: a WebVTT file whose times count from the beginning of the picture.
     *
     * @param file a plain name with an extension
     * @param language a BCP 47 tag, {@link #UNDETERMINED} if unknown
     * @param name what a player's menu shows
     * @param flags what it is marked as
     */
    record Text(String file, String language, String name, TextFlags flags) implements Track {
        /**
         * Checks the names.
         *
         * @throws IllegalArgumentException if a name or the language can't stand in a playlist
         */
        public Text {
            FileNames.requireFile(file);
            FileNames.requireLanguage(language);
            FileNames.requireShown(name);
        }

        /** Subtitles that are marked as nothing. */
        public Text(String file, String language, String name) {
            this(file, language, name, TextFlags.NONE);
        }
    }
}
