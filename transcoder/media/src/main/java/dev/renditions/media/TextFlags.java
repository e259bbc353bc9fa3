package dev.renditions.media;

/**
 * The flags of a subtitle stream. Immutable.
 *
 * @param main shown by default
 * @param forced contains only what every viewer needs: translations of signs and foreign speech
 * @param hearingImpaired describes sounds and speakers, for the deaf and hard of hearing (SDH)
 */
public record TextFlags(boolean main, boolean forced, boolean hearingImpaired) {
    /** No flags. */
    public static final TextFlags NONE = new TextFlags(false, false, false);
}
