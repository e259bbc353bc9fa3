package dev.renditions.media;

/**
 * What a file marks a stream of subtitles as. Immutable.
 *
 * @param main shown by default
 * @param forced only what everybody needs: translations of signs and of foreign speech
 * @param hearingImpaired with sounds and speakers, for the deaf and hard of hearing (SDH)
 */
public record TextFlags(boolean main, boolean forced, boolean hearingImpaired) {
    /** Marked as nothing. */
    public static final TextFlags NONE = new TextFlags(false, false, false);
}
