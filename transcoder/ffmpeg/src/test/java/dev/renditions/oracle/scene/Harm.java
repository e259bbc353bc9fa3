package dev.renditions.oracle.scene;

/** What of a source is damaged. */
public enum Harm {
    /** Nothing: no rendition carries a warning. */
    NONE,
    /** Some of the pictures: whatever shows all of them warns. */
    PICTURE,
    /** Pictures and sound: whatever has all of either warns. */
    BOTH;

    /** Whether a rendition of that kind has to warn. */
    public boolean warns(Kind kind) {
        return switch (kind) {
            case MP4, HEVC, AV1, HLS -> this != NONE;
            case AAC, MP3, OPUS -> this == BOTH;
            default -> false;
        };
    }

    /** Whether one of that kind may: pictures are taken from a part that may be whole. */
    public boolean mayWarn(Kind kind) {
        return warns(kind) || this == BOTH || (this == PICTURE && !Kind.SOUND.contains(kind));
    }
}
