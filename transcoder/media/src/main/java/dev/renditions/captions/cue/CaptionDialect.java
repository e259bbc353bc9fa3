package dev.renditions.captions.cue;

import java.util.regex.Pattern;

/** How a format of text treats the commands of ASS, which people write into other formats, too. */
public enum CaptionDialect {
    /** All that stands in braces is a command or a comment. */
    ASS,
    /** Braces are text unless they hold a command of ASS or of MicroDVD; breaks of lines may be written as in ASS. */
    SUBRIP,
    /** Braces are as in SubRip; backslashes are text. */
    WEBVTT;

    private static final Pattern MICRO_DVD = Pattern.compile("\\{[CcFfoPSsYy]:");

    /** Whether what begins with a brace at a place of a text is not to be shown. */
    public boolean hides(String text, int brace) {
        return this == ASS
                || text.startsWith("{\\", brace)
                || MICRO_DVD.matcher(text).region(brace, text.length()).lookingAt();
    }

    /** Whether a backslash and a letter stand for a break or a space. */
    public boolean escapes() {
        return this != WEBVTT;
    }
}
