package dev.renditions.oracle.scene;

/** Which part of a source is damaged. */
public enum Harm {
    /** Nothing. No rendition carries a warning. */
    NONE,
    /** Some video frames. Renditions that show all frames carry a warning. */
    PICTURE,
    /** Video and audio. Renditions that contain all of either carry a warning. */
    BOTH;

    /** Whether a rendition of a kind must carry a warning. */
    public boolean warns(Kind kind) {
        return switch (kind) {
            case MP4, HEVC, AV1, HLS -> this != NONE;
            case AAC, MP3, OPUS -> this == BOTH;
            default -> false;
        };
    }

    /** Whether a rendition of a kind may carry a warning. Images may come from an undamaged part. */
    public boolean mayWarn(Kind kind) {
        return warns(kind) || this == BOTH || (this == PICTURE && !Kind.SOUND.contains(kind));
    }
}
