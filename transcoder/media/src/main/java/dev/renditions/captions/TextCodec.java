package dev.renditions.captions;

import java.util.Optional;
import java.util.stream.Stream;

/** Text subtitle codecs, with ffmpeg's names. */
public enum TextCodec {
    /** MP4 timed text, with styles in binary form. */
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

    /** The format in which its subtitles are extracted to a file. */
    public TextFormat format() {
        return format;
    }

    /** The codec with ffmpeg's name; empty if it is not a text codec. */
    public static Optional<TextCodec> of(String id) {
        return Stream.of(values()).filter(codec -> codec.id.equals(id)).findFirst();
    }
}
