package dev.renditions.lambda.event;

/** Makes texts fit the limits of AWS. */
public final class Truncation {
    private Truncation() {}

    /** The text, truncated with an ellipsis if it is longer than the limit in characters. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        // Don't split a surrogate pair.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "\u2026";
    }

    /** The text with the characters replaced that SQS rejects. SQS accepts those of XML 1.0. */
    public static String forSqs(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
