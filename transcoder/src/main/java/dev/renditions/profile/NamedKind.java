package dev.renditions.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is by the ending of its name, whatever it may hold in truth. */
enum NamedKind {
    /** Pictures that move. */
    VIDEO("3gp avi flv m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv"),
    /** Sound alone. */
    AUDIO("aac ac3 aif aiff amr ape flac m4a m4b mka mp2 mp3 oga ogg opus wav wma"),
    /** One picture, or an animation that is handled as one. */
    IMAGE("avif bmp gif heic heif jpeg jpg jxl png tif tiff webp");

    private final Set<String> endings;

    NamedKind(String endings) {
        this.endings = Set.of(endings.split(" "));
    }

    /** The word for it in a route. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a name; empty if it has no ending, or one that says nothing. */
    static Optional<NamedKind> of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.endings.contains(ending) && name.length() > ending.length())
                .findFirst();
    }

    /** The kind of that word. */
    static Optional<NamedKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
