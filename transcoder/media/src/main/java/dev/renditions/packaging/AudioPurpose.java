package dev.renditions.packaging;

/** What an audio track is for. */
public enum AudioPurpose {
    /** The audio of the program, in any language. */
    PROGRAM,
    /** Remarks about the program, such as those of its director. Players never select it by themselves. */
    COMMENTARY,
    /** The audio of the program with a description of what is seen, for the blind. */
    DESCRIPTION;

    /** The characteristic that Apple requires of descriptions (2.12). */
    public static final String DESCRIBES_VIDEO = "public.accessibility.describes-video";
}
