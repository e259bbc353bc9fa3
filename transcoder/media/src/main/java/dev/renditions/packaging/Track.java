package dev.renditions.packaging;

import dev.renditions.media.TextFlags;

/** One track of a package, in its own file. Immutable. Codec, size, frame rate and channels are read from the file. */
public sealed interface Track {
    /** The language of a track with unknown language. */
    String UNDETERMINED = "und";

    /** The file name within the package's folder. */
    String file();

    /** The file name without its extension, which is the prefix of the names of its playlists. */
    default String stem() {
        return file().substring(0, file().lastIndexOf('.'));
    }

    /**
     * One rung of the ladder: fragmented MP4 with H.264, HEVC or AV1, one fragment for each closed GOP, with an index
     * before the fragments.
     *
     * @param file a plain name with an extension
     */
    record Video(String file) implements Track {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if it is not a plain file name
         */
        public Video {
            FileNames.requireFile(file);
        }
    }

    /**
     * Audio: fragmented MP4 with AAC or E-AC-3, with an index before the fragments. Tracks of the same name are the
     * same audio in other encodings, such as stereo and 5.1.
     *
     * @param file a plain name with an extension
     * @param language a BCP 47 tag, {@link #UNDETERMINED} if unknown
     * @param name the title in a player's menu
     * @param purpose what it is for
     */
    record Audio(String file, String language, String name, AudioPurpose purpose) implements Track {
        /**
         * Checks all values.
         *
         * @throws IllegalArgumentException if a name or the language is not allowed in a playlist
         */
        public Audio {
            FileNames.requireFile(file);
            FileNames.requireLanguage(language);
            FileNames.requireShown(name);
        }

        /** Audio of the program itself. */
        public Audio(String file, String language, String name) {
            this(file, language, name, AudioPurpose.PROGRAM);
        }

        /** Whether another track is the same audio, perhaps in another encoding. */
        boolean same(Audio other) {
            return name.equals(other.name);
        }
    }

    /**
     * Subtitles: a WebVTT file whose times count from the beginning of the video.
     *
     * @param file a plain name with an extension
     * @param language a BCP 47 tag, {@link #UNDETERMINED} if unknown
     * @param name the title in a player's menu
     * @param flags its flags
     */
    record Text(String file, String language, String name, TextFlags flags) implements Track {
        /**
         * Checks the names.
         *
         * @throws IllegalArgumentException if a name or the language is not allowed in a playlist
         */
        public Text {
            FileNames.requireFile(file);
            FileNames.requireLanguage(language);
            FileNames.requireShown(name);
        }

        /** Subtitles without flags. */
        public Text(String file, String language, String name) {
            this(file, language, name, TextFlags.NONE);
        }
    }
}
