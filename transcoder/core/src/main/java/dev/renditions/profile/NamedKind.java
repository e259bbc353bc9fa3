package dev.renditions.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file is by the ending of its name, whatever it may hold in truth. */
public enum NamedKind {
    /** Pictures that move. */
    VIDEO("3gp avi flv m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv"),
    /** Sound alone. */
    AUDIO("aac ac3 aif aiff amr ape flac m4a m4b mka mp2 mp3 oga ogg opus wav wma"),
    /** One picture, or an animation that is handled as one. */
    IMAGE("avif bmp gif heic heif jpeg jpg jxl png tif tiff webp");

    /** One after the other, each between spaces. */
    private final String endings;

    NamedKind(String endings) {
        this.endings = " " + endings + " ";
    }

    /** The word for it in a route. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a name; empty if it has no ending, or one that says nothing. */
    public static Optional<NamedKind> of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                // An ending with a space in it, whatever it is, is none of them.
                .filter(kind -> !ending.contains(" ") && kind.endings.contains(" " + ending + " "))
                .filter(kind -> name.length() > ending.length())
                .findFirst();
    }

    /** The kind of that word. */
    public static Optional<NamedKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
