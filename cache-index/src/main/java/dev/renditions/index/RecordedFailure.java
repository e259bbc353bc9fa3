package dev.renditions.index;

/**
 * Why a rendition can't be made, for good: trying again would only cost the same again. Immutable.
 *
 * @param kind the kind of failure, a word such as {@code damaged}, at most {@value #LONGEST_KIND} characters
 * @param reason a sentence for people, at most {@value #LONGEST_REASON} characters; a longer one is cut
 */
public record RecordedFailure(String kind, String reason) {
    /** So that an entry stays below the size that every server takes. */
    public static final int LONGEST_REASON = 500;

    /** For the same sake. */
    public static final int LONGEST_KIND = 64;

    /**
     * Checks the kind and cuts the reason.
     *
     * @throws IllegalArgumentException if the kind is empty or too long
     */
    public RecordedFailure {
        if (kind.isEmpty() || kind.length() > LONGEST_KIND) {
            throw new IllegalArgumentException("not the kind of a failure: '" + kind + "'");
        }
        if (reason.length() > LONGEST_REASON) {
            int end = LONGEST_REASON - 1;
            // Half a pair of surrogates is no character.
            int whole = Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end;
            reason = reason.substring(0, whole) + "\u2026";
        }
    }
}
