package dev.renditions.ffmpeg;

import dev.renditions.media.Cue;
import dev.renditions.media.WebVtt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an uploader's texts harmless: what is left of markup is bold, italic and underlined, and all else that a player's
 * page could take for its own is escaped. Ffmpeg has taken the commands of ASS and SubRip out by then, and escapes nothing.
 */
final class CaptionText {
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern KEPT = Pattern.compile("</?[biu]>");
    private static final Pattern ENTITY = Pattern.compile("&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)");
    private static final Pattern COMMAND = Pattern.compile("\\{\\\\[^{}]*}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    private CaptionText() {}

    /** The same texts, harmless and in the order of their times; those that say nothing are left out. */
    static WebVtt harmless(WebVtt captions) {
        List<Cue> cues = new ArrayList<>();
        for (Cue cue : captions.cues()) {
            String text = harmless(cue.text());
            if (!text.isEmpty()) {
                cues.add(new Cue(cue.start(), cue.end(), text));
            }
        }
        cues.sort(Comparator.comparing(Cue::start));
        return new WebVtt(cues);
    }

    static String harmless(String text) {
        String plain = CONTROL.matcher(text.replaceAll("\\R", "\n")).replaceAll("");
        plain = COMMAND.matcher(plain).replaceAll("");
        StringBuilder kept = new StringBuilder();
        Matcher tags = TAG.matcher(plain);
        int end = 0;
        while (tags.find()) {
            kept.append(escaped(plain.substring(end, tags.start())));
            if (KEPT.matcher(tags.group()).matches()) {
                kept.append(tags.group());
            }
            end = tags.end();
        }
        kept.append(escaped(plain.substring(end)));
        return kept.toString().replaceAll("\\n\\s*\\n", "\n").strip();
    }

    private static String escaped(String text) {
        return ENTITY.matcher(text).replaceAll("&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
