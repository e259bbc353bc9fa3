package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.testing.RealMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracks that are encoded in segments have the frames of those that are encoded as a whole, at the same times. */
class SegmentsIT {
    private static final String MP4 = """
            {"name": "high", "kind": "video", "video": {"preset": "ultrafast", "shortSide": 90, "maxRateKbps": 1500,
             "maxFrameRate": 30}, "audio": {}}""";
    private static final String HLS = """
            {"name": "ladder", "kind": "hls", "audio": {}, "ladder": [
             {"preset": "veryfast", "shortSide": 90, "maxRateKbps": 1500},
             {"preset": "ultrafast", "shortSide": 64, "maxRateKbps": 600}]}""";
    private static final String HEVC = """
            {"name": "hevc", "kind": "video", "video": {"codec": "hevc", "preset": "ultrafast", "crf": 28, "shortSide": 90,
             "maxRateKbps": 1500}, "audio": {}}""";
    private static final String AV1 = """
            {"name": "av1", "kind": "video", "video": {"codec": "av1", "preset": "12", "crf": 45, "shortSide": 90,
             "maxRateKbps": 1500}, "audio": {}}""";

    private static final String REAL = """
            {"name": "real", "kind": "video", "video": {"preset": "veryfast", "shortSide": 180, "maxRateKbps": 400}, "audio": {}}""";

    /** So many frames before and after each join are compared. */
    private static final int AROUND = 12;

    /**
     * In dB. At the end of a segment the encoder does not see what follows, and at its start not what was before: frames lose up
     * to 1.7 of 40 dB here.
     */
    private static final double MOST_LOST = 2.5;

    private static final String H264 = " -c:v libx264 -preset veryfast -crf 18 -g 250 -bf 3";
    private static final String SOUND = " -c:a aac -b:a 64k";

    @TempDir
    private Path folder;

    /** A film whose frames all differ much. */
    private static String film(String rate, int seconds) {
        return "-f lavfi -i testsrc2=size=160x90:rate=" + rate + ":d=" + seconds
                + ",rotate=t:c=gray -f lavfi -i sine=frequency=440:sample_rate=48000:d=" + seconds;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            29.97 fps, MP4    | 30000/1001 | 9 | -f mp4                        | mp4
            29.97 fps, HLS    | 30000/1001 | 9 | -f mp4                        | hls
            25 fps, Matroska  | 25         | 7 | -f matroska                   | mp4
            23.976, Matroska  | 24000/1001 | 7 | -f matroska                   | hls
            60 to 30 fps      | 60         | 7 | -f mp4                        | mp4
            HEVC              | 25         | 7 | -f mp4                        | hevc
            AV1               | 25         | 7 | -f mp4                        | av1
            """)
    void framesAreThoseOfTheWhole(String name, String rate, int seconds, String format, String profile)
            throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), film(rate, seconds) + H264 + SOUND + " " + format);

        requireAlike(source, profile);
    }

    @Test
    void aVariableRateIsMadeConstant() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=160x90:rate=30:d=9,rotate=t:c=gray,select='gt(mod(n\\,7)\\,1)*not(between(t\\,3.1\\,4.9))'"
                        + " -f lavfi -i sine=frequency=440:sample_rate=48000:d=9 -fps_mode vfr"
                        + H264 + SOUND + " -f matroska");

        requireAlike(source, "hls");
    }

    @Test
    void aSourceMayStartLate() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=160x90:rate=25:d=8,rotate=t:c=gray,setpts=PTS+1.237/TB"
                        + " -f lavfi -i sine=frequency=440:sample_rate=48000:d=9" + H264 + SOUND + " -f mp4");

        requireAlike(source, "hls");
    }

    @Test
    void interlacedFramesSeeTheirNeighbours() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=size=160x96:rate=50:d=7,rotate=t:c=gray,interlace"
                        + " -f lavfi -i sine=frequency=440:sample_rate=48000:d=7 -flags +ildct+ilme" + H264 + SOUND
                        + " -f mp4");

        requireAlike(source, "mp4");
    }

    @Test
    void highDynamicRangeIsConverted() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                film("25", 5)
                        + " -vf format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"
                        + " -c:v libx265 -preset ultrafast -x265-params log-level=error:pools=2 -tag:v hvc1" + SOUND
                        + " -f mp4");

        requireAlike(source, "mp4");
    }

    @Test
    void watermarksAreOnEachSegment() throws IOException {
        Path mark = TestMedia.make(folder.resolve("mark.png"), "-f lavfi -i color=red:s=32x32 -frames:v 1 -f image2");
        Path source = TestMedia.make(folder.resolve("source"), film("25", 6) + H264 + SOUND + " -f mp4");

        requireAlike(source, MP4.replace("\"audio\"", "\"watermark\": {\"file\": \"" + mark + "\"}, \"audio\""));
    }

    /** Frames that are shown before a key frame, and need those before it. */
    @Test
    void openGroupsOfPicturesOfHevcAreDecoded() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                film("25", 7) + " -c:v libx265 -preset ultrafast"
                        + " -x265-params keyint=25:open-gop=1:bframes=4:scenecut=0:log-level=error:pools=2" + SOUND
                        + " -f mp4");

        requireAlike(source, "mp4");
    }

    /** Decoders of H.264 do not skip them: the strict policy for errors ends the run, so the rules say no. */
    @Test
    void openGroupsOfPicturesOfH264AreNotCut() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                film("25", 7) + " -c:v libx264 -preset veryfast -x264-params keyint=25:open-gop=1:bframes=3:scenecut=0"
                        + SOUND + " -f mp4");
        SegmentScene scene = new SegmentScene(folder, source, MP4);

        assertThat(scene.rules())
                .isEqualTo(new Segmentation.Whole("frames of the source need those before their key frame"));
        assertThatThrownBy(() -> scene.inSegments(1)).isInstanceOf(MediaException.class);
    }

    /** A source that has fewer frames than its segments should have. */
    @Test
    void otherFramesAreAFailureAndLeaveNoFile() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), film("25", 6) + H264 + SOUND + " -f mp4");
        SegmentScene scene = new SegmentScene(folder, source, MP4);
        VideoRecipe recipe = scene.recipes().get(0);
        Segmentation.Cut cut = new Segmentation.Cut(
                25,
                Duration.ZERO,
                List.of(
                        new TrackSegment(0, 100, false),
                        new TrackSegment(100, 200, false),
                        new TrackSegment(200, 250, true)));
        Path file = folder.resolve("segment");

        assertThatThrownBy(() -> SegmentScene.TRANSCODER.encodeSegments(
                        scene.input(),
                        List.of(new SegmentPart(recipe, cut, cut.segments().get(1), file)),
                        Duration.ofMinutes(1),
                        Transcoder.Progress.NONE))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining(
                        "a segment is not as planned: segment: frame 150 is missing; it has 50 of frames 100 to 200");
        assertThat(file).doesNotExist();
    }

    /** Real pictures: as good, as large, and nearly as good where segments join. */
    @Test
    void qualityIsThatOfTheWhole() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-stream_loop 2 -i " + RealMedia.fileOrSkip("flower.mp4")
                        + " -an -vf scale=320:180 -c:v libx264 -preset veryfast -crf 12 -g 250 -f mp4");
        SegmentScene scene = new SegmentScene(folder, source, REAL);
        Path whole = scene.make(List.of());
        Path joined = scene.make(scene.inSegments(2));

        assertThat(average("ssim", "All", joined, source) / average("ssim", "All", whole, source))
                .as("SSIM")
                .isBetween(0.995, 1.005);
        assertThat((double) Files.size(joined) / Files.size(whole)).as("size").isBetween(0.98, 1.02);
        List<Double> wholes = SegmentScene.compared("psnr", "psnr_avg", whole, source, Optional.empty());
        List<Double> joins = SegmentScene.compared("psnr", "psnr_avg", joined, source, Optional.empty());
        assertThat(joins).hasSameSizeAs(wholes);
        int each = 2 * scene.recipes().get(0).rung().gopFrames();
        for (int join = each; join < joins.size() - AROUND; join += each) {
            List<Double> lost = new ArrayList<>();
            for (int frame = join - AROUND; frame < join + AROUND; frame++) {
                lost.add(wholes.get(frame) - joins.get(frame));
            }
            System.out.printf(
                    "PSNR around frame %d: whole %s%n  segments %s%n", join, around(wholes, join), around(joins, join));
            assertThat(lost).as("dB lost around frame " + join).allMatch(db -> db < MOST_LOST);
        }
    }

    private static List<Double> around(List<Double> figures, int frame) {
        return figures.subList(frame - AROUND, frame + AROUND);
    }

    private static double average(String measure, String field, Path one, Path two) {
        return SegmentScene.compared(measure, field, one, two, Optional.empty()).stream()
                .mapToDouble(figure -> figure)
                .average()
                .orElseThrow();
    }

    private static String profile(String name) {
        return switch (name) {
            case "mp4" -> MP4;
            case "hls" -> HLS;
            case "hevc" -> HEVC;
            case "av1" -> AV1;
            default -> name;
        };
    }

    private void requireAlike(Path source, String profile) throws IOException {
        SegmentScene scene = new SegmentScene(folder, source, profile(profile));
        Path whole = scene.make(List.of());
        List<ReadyTrack> tracks = scene.inSegments(1);

        Path joined = scene.make(tracks);

        assertThat(SegmentScene.times(joined))
                .isEqualTo(SegmentScene.times(whole))
                .hasSizeGreaterThan(50);
        assertThat(compared(whole, joined, "null")).as("each frame").isGreaterThan(0.9);
        // The measure sees if a frame is another one.
        assertThat(compared(whole, joined, "setpts=PTS+0.04/TB")).isLessThan(0.9);
    }

    /** How unlike the least alike frames are. */
    private static double compared(Path one, Path two, String before) {
        return SegmentScene.compared("ssim", "All", one, two, Optional.of(before)).stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
