package dev.renditions.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of media that the extension of a file name indicates. The contents may differ. */
public enum FileNameKind {
    /** A video. */
    VIDEO("3gp avi flv m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv"),
    /** Audio only. */
    AUDIO("aac ac3 aif aiff amr ape flac m4a m4b mka mp2 mp3 oga ogg opus wav wma"),
    /** One image, or an animation that is handled as one. */
    IMAGE("avif bmp gif heic heif jpeg jpg jxl png tif tiff webp");

    /** All extensions, each between two spaces. */
    private final String extensions;

    FileNameKind(String extensions) {
        this.extensions = " " + extensions + " ";
    }

    /** Its name in a route. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a file name; empty if it has no extension, or an unknown one. */
    public static Optional<FileNameKind> of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                // An extension with a space could match across two entries of the list.
                .filter(kind -> !extension.contains(" ") && kind.extensions.contains(" " + extension + " "))
                .filter(kind -> name.length() > extension.length())
                .findFirst();
    }

    /** The kind that routes call this word; empty if there is none. */
    public static Optional<FileNameKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
