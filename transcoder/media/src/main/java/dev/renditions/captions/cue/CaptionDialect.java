package dev.renditions.captions.cue;

import java.util.regex.Pattern;

/** How a text format treats the commands of ASS, which also occur in other formats. */
public enum CaptionDialect {
    /** Everything in braces is a command or a comment. */
    ASS,
    /** Braces are text unless they contain a command of ASS or MicroDVD; line breaks may be written as in ASS. */
    SUBRIP,
    /** Braces are as in SubRip; backslashes are text. */
    WEBVTT;

    private static final Pattern MICRO_DVD = Pattern.compile("\\{[CcFfoPSsYy]:");

    /** Whether the braces that begin at this index are hidden. */
    public boolean hides(String text, int brace) {
        return this == ASS
                || text.startsWith("{\\", brace)
                || MICRO_DVD.matcher(text).region(brace, text.length()).lookingAt();
    }

    /** Whether a backslash and a letter may be a line break or a space. */
    public boolean escapes() {
        return this != WEBVTT;
    }
}
