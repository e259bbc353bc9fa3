package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Part;
import dev.renditions.oracle.input.Recipe;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Showing;
import dev.renditions.oracle.scene.Written;
import dev.renditions.oracle.scene.Written.Line;
import java.util.ArrayList;
import java.util.List;

/** Videos with subtitles. */
final class Captions {
    private static final String SRT = """
            1
            00:00:00,500 --> 00:00:01,200
            First line

            2
            00:00:01,500 --> 00:00:02,750
            Second & third:
            "déjà vu" <i>twice</i>

            """;

    private static final Written USUAL = Written.of(
            new Line(0.5, 1.2, "First line"), new Line(1.5, 2.75, "Second &amp; third:\n\"déjà vu\" <i>twice</i>"));

    private static final String OTHER_SRT = """
            1
            00:00:00,700 --> 00:00:01,900
            Une autre langue

            """;

    private static final Written OTHER = Written.of(new Line(0.7, 1.9, "Une autre langue"));

    private static final String VTT = """
            WEBVTT

            00:00.500 --> 00:01.200
            First line

            00:01.500 --> 00:02.750
            Second &amp; third:
            "déjà vu" <i>twice</i>

            """;

    private static final String ASS = """
            [Script Info]
            ScriptType: v4.00+
            PlayResX: 320
            PlayResY: 180

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
            Style: Default,Arial,20,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    private Captions() {}

    static List<Input> all() {
        return List.of(
                film("srt-mkv", "mkv", "-c:s srt", List.of(srt(SRT)), USUAL),
                film("webvtt-webm", "webm", "-c:s webvtt", List.of(new Part.Text("vtt", VTT)), USUAL),
                film("webvtt-mkv", "mkv", "-c:s webvtt", List.of(new Part.Text("vtt", VTT)), USUAL),
                film("mov-text-mp4", "mp4", "-c:s mov_text", List.of(srt(SRT)), USUAL),
                film("mov-text-mov", "mov", "-c:s mov_text", List.of(srt(SRT)), USUAL),
                film("text-mkv", "mkv", "-c:s text", List.of(srt(OTHER_SRT)), OTHER),
                film(
                        "two-languages",
                        "mkv",
                        "-c:s srt -metadata:s:s:0 language=eng -metadata:s:s:1 language=fra",
                        List.of(srt(SRT), srt(OTHER_SRT)),
                        USUAL.in("en"),
                        OTHER.in("fr")),
                film(
                        "two-languages-mp4",
                        "mp4",
                        "-c:s mov_text -metadata:s:s:0 language=eng -metadata:s:s:1 language=fra",
                        List.of(srt(SRT), srt(OTHER_SRT)),
                        USUAL.in("en"),
                        OTHER.in("fr")),
                film(
                        "forced",
                        "mkv",
                        "-c:s srt -metadata:s:s:0 language=eng -metadata:s:s:1 language=eng -disposition:s:1 forced",
                        List.of(srt(SRT), srt(OTHER_SRT)),
                        USUAL.in("en"),
                        OTHER.in("en").asForced()),
                film(
                        "ass",
                        "mkv",
                        "-c:s ass",
                        List.of(ass(spoken("Hello{\\i1} there{\\i0}"))),
                        spokenLine("Hello<i> there</i>")),
                film(
                        "ass-top",
                        "mkv",
                        "-c:s ass",
                        List.of(ass(spoken("{\\an8}Above"))),
                        Written.of(new Line(0.5, 1.5, "Above", true))),
                film(
                        "ass-drawing",
                        "mkv",
                        "-c:s ass",
                        List.of(ass(spoken("{\\p1}m 0 0 l 100 0 100 100 0 100{\\p0}") + spoken("Hello\\Nthere"))),
                        spokenLine("Hello\nthere")),
                film("late-clock", "mkv", "-c:s srt -output_ts_offset 20", List.of(srt(SRT)), USUAL),
                late());
    }

    /** Cues keep their times on the player clock although the first frame is shown later. */
    private static Input late() {
        List<Part> parts =
                List.of(Part.of("-itsoffset 0.4", VideoScene.STANDARD), Part.of(AudioScene.STEREO), srt(SRT));
        Showing showing = Showing.of(
                        VideoScene.STANDARD.seen().paced(pace -> pace.later(0.4)), AudioScene.STEREO.heard())
                .with(List.of(USUAL));
        return Input.of(
                "captions-late-picture", new Recipe(parts, H264 + AAC + "-c:s mov_text", "mp4", List.of()), showing);
    }

    private static Input film(String name, String extension, String arguments, List<Part> texts, Written... written) {
        List<Part> parts = new ArrayList<>(List.of(Part.of(VideoScene.STANDARD), Part.of(AudioScene.STEREO)));
        parts.addAll(texts);
        String encoding = extension.equals("webm") ? Films.VP9 + Films.OPUS : H264 + AAC;
        Showing showing = Showing.of(VideoScene.STANDARD.seen(), AudioScene.STEREO.heard())
                .with(List.of(written));
        return Input.of("captions-" + name, new Recipe(parts, encoding + arguments, extension, List.of()), showing);
    }

    private static Part srt(String content) {
        return new Part.Text("srt", content);
    }

    private static Part ass(String events) {
        return new Part.Text("ass", ASS + events);
    }

    private static String spoken(String text) {
        return "Dialogue: 0,0:00:00.50,0:00:01.50,Default,,0,0,0,," + text + "\n";
    }

    private static Written spokenLine(String text) {
        return Written.of(new Line(0.5, 1.5, text));
    }
}
