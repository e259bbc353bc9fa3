package dev.renditions.captions;

import java.util.Optional;
import java.util.stream.Stream;

/** The codecs of subtitles that are text, as ffmpeg calls them. */
public enum TextCodec {
    /** The text of MP4, with its styles in a binary form. */
    MOV_TEXT("mov_text", TextFormat.SUBRIP),
    /** SubRip. */
    SUBRIP("subrip", TextFormat.SUBRIP),
    /** Advanced SubStation Alpha. */
    ASS("ass", TextFormat.ASS),
    /** SubStation Alpha. */
    SSA("ssa", TextFormat.ASS),
    /** WebVTT. */
    WEBVTT("webvtt", TextFormat.WEBVTT),
    /** Plain text. */
    TEXT("text", TextFormat.SUBRIP);

    private final String id;
    private final TextFormat format;

    TextCodec(String id, TextFormat format) {
        this.id = id;
        this.format = format;
    }

    /** The format of a file that its texts are taken out in. */
    public TextFormat format() {
        return format;
    }

    /** The codec of a name of ffmpeg's; empty if it is not text. */
    public static Optional<TextCodec> of(String id) {
        return Stream.of(values()).filter(codec -> codec.id.equals(id)).findFirst();
    }
}
