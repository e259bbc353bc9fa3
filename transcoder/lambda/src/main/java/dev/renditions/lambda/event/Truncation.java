package dev.renditions.lambda.event;

/** Texts with an end. */
public final class Truncation {
    private Truncation() {}

    /** The text, or its beginning with an ellipsis where it is longer than it may be. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        // Half a pair of surrogates is no character.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "\u2026";
    }

    /** The text with everything replaced that SQS would refuse: it takes what XML 1.0 does. */
    public static String forSqs(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
