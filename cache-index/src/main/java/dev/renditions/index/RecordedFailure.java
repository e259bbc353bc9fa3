package dev.renditions.index;

/**
 * Why making a rendition failed permanently, so that a retry would fail again. Immutable.
 *
 * @param kind the kind of failure, a word such as {@code damaged}, at most {@value #LONGEST_KIND} characters
 * @param reason a sentence for users, at most {@value #LONGEST_REASON} characters; a longer one is truncated
 */
public record RecordedFailure(String kind, String reason) {
    /** Keeps an entry below the size limit of every server. */
    public static final int LONGEST_REASON = 500;

    public static final int LONGEST_KIND = 64;

    /**
     * Checks the kind and truncates the reason.
     *
     * @throws IllegalArgumentException if the kind is empty or too long
     */
    public RecordedFailure {
        if (kind.isEmpty() || kind.length() > LONGEST_KIND) {
            throw new IllegalArgumentException(
                    "the kind of a failure must have 1 to " + LONGEST_KIND + " characters: '" + kind + "'");
        }
        if (reason.length() > LONGEST_REASON) {
            int end = LONGEST_REASON - 1;
            // Don't split a surrogate pair.
            int whole = Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end;
            reason = reason.substring(0, whole) + "\u2026";
        }
    }
}
