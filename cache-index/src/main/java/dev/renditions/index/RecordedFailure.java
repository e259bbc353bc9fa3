package dev.renditions.index;

/**
 * Why a rendition can't be made, for good: trying again would only cost the same again. Immutable.
 *
 * @param kind the kind of failure, a word such as {@code damaged}
 * @param reason a sentence for people, at most {@value #LONGEST_REASON} characters; a longer one is cut
 */
public record RecordedFailure(String kind, String reason) {
    /** So that an entry stays below the size that every server takes. */
    public static final int LONGEST_REASON = 500;

    /** Cuts the reason. */
    public RecordedFailure {
        if (reason.length() > LONGEST_REASON) {
            reason = reason.substring(0, LONGEST_REASON - 1) + "\u2026";
        }
    }
}
