package dev.renditions.ffmpeg.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.command.Commands;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.encoder.AudioTrack;
import dev.renditions.ffmpeg.encoder.TrackRun;
import dev.renditions.ffmpeg.encoder.VideoTrack;
import dev.renditions.ffmpeg.probe.ProbeCommands;
import dev.renditions.kind.Plan;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final FileHead TIFF = head("II*\0");
    private static final FileHead OTHER = head("");
    private static final Path SOURCE = Path.of("/job/source");
    private static final MediaInfo NOTHING = new MediaInfo("", Optional.empty(), List.of(), List.of(), List.of(), 0);
    private static final Path OUTPUT = Path.of("/job/out/video.mp4");

    /** Tone-mapped output must not have HDR metadata. */
    private static final String LIGHT_DATA = Stream.of(
                    "MASTERING_DISPLAY_METADATA",
                    "CONTENT_LIGHT_LEVEL",
                    "DYNAMIC_HDR_PLUS",
                    "DYNAMIC_HDR_VIVID",
                    "AMBIENT_VIEWING_ENVIRONMENT",
                    "DOVI_RPU_BUFFER",
                    "DOVI_METADATA")
            .map(type -> "sidedata=mode=delete:type=" + type + ",")
            .collect(Collectors.joining());

    @Test
    void videoWithAudio() {
        VideoPlan plan = Plans.video(
                Plans.rung(1, new Size(640, 360), Optional.of(30.0), 60),
                Optional.of(Plans.sound(0, 1)),
                Optional.of(Duration.ofSeconds(10)));

        assertThat(line(plan, 2)).isEqualTo("""
                -hide_banner -nostdin -nostats -loglevel error -n -xerror -progress pipe:1 -filter_threads 2 \
                -max_alloc 805306368 -threads 2 -noautorotate -err_detect explode <whitelist> -i file:/job/source \
                -map 0:1 -vf fps=30.0,scale=640:360:flags=bicubic:out_range=tv,setsar=1,format=yuv420p -fps_mode vfr \
                -c:v libx264 -preset veryfast -crf 23 -maxrate 800k -bufsize 1600k -profile:v high \
                -g 60 -keyint_min 60 -sc_threshold 0 -flags +cgop -pix_fmt yuv420p -threads:v 2 \
                -bsf:v h264_metadata=video_full_range_flag=0 \
                -map_metadata -1 -map_chapters -1 -sn -dn -fs 18027216 -f mp4 file:/job/out/track-1 \
                -map 0:0 -af atrim=start=0,aresample=async=1:first_pts=0 -c:a aac -b:a 128k -ac 1 -ar 48000 \
                -map_metadata -1 -map_chapters -1 -sn -dn -vn \
                -fs 16977216 -movflags +faststart -f ipod file:/job/out/track-2""");
    }

    @Test
    void silentInterlacedHdrVideo() {
        VideoPlan plan = Plans.video(
                Plans.deinterlaced(Plans.toneMapped(Plans.rung(0, new Size(640, 360), Optional.empty(), 50))),
                Optional.empty(),
                Optional.empty());

        String line = line(plan, 1);

        assertThat(line)
                .contains(
                        " -map 0:0 -vf setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv,"
                                + "bwdif=mode=send_frame:deint=all,sidedata=mode=delete:type=ICC_PROFILE,scale=640:360:flags=bicubic,"
                                + LIGHT_DATA
                                + "format=yuv444p|yuv444p10|yuv444p12|yuv444p16|gbrp|gbrp10|gbrp12|gbrp16,"
                                + "zscale=pin=bt2020:tin=smpte2084:min=bt2020nc:t=linear:npl=203:p=bt709,format=gbrpf32le,"
                                + "tonemap=mobius:param=0.7:desat=0:peak=49.26108374384236,"
                                + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p,setsar=1,format=yuv420p,"
                                + "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv -fps_mode vfr ")
                .doesNotContain("-c:a")
                .doesNotContain("fps=");
    }

    @Test
    void audio() {
        AudioPlan plan = Plans.audio(3, Optional.of(Duration.ofSeconds(60)));

        assertThat(line(plan, 1)).isEqualTo("""
                -hide_banner -nostdin -nostats -loglevel error -n -xerror -progress pipe:1 -filter_threads 1 \
                -max_alloc 805306368 -threads 1 -noautorotate -err_detect explode <whitelist> -i file:/job/source \
                -map 0:3 -af atrim=start=0,aresample=async=1:first_pts=0 -c:a libmp3lame -b:a 128k -ac 2 -ar 48000 \
                -map_metadata -1 -map_chapters -1 -sn -dn -vn \
                -fs 17977216 -f mp3 file:/job/out/track-1""");
    }

    @Test
    void imageOfAVideo() {
        ImagePlan plan = Plans.poster(2, new Size(1280, 720), Duration.ofMillis(12_345), 50);

        assertThat(Commands.line(ImageCommand.of(
                        Input.strict(SOURCE, NOTHING),
                        plan,
                        strategies(plan, OTHER).get(0),
                        false,
                        Path.of("/job/out/poster.jpg"),
                        Commands.settings(2))))
                .isEqualTo("""
                -hide_banner -nostdin -nostats -loglevel error -n -xerror -progress pipe:1 -filter_threads 2 \
                -max_alloc 805306368 -threads 2 -noautorotate -err_detect explode -ss 12.345000 <whitelist> -i file:/job/source \
                -map 0:2 -vf scale=1280:720:flags=bicubic+accurate_rnd+full_chroma_int:out_color_matrix=smpte170m:out_range=pc,setsar=1,format=yuvj420p,thumbnail=50 \
                -map_metadata -1 -map_chapters -1 -sn -dn -an -frames:v 1 -c:v mjpeg -q:v 3 -color_range pc -threads:v 2 -update 1 -f image2 \
                file:/job/out/poster.jpg""");
    }

    @Test
    void candidatesAreScaledAndToneMappedBeforeOneIsChosen() {
        ImagePlan plan = new ImagePlan(
                Plans.POSTER,
                0,
                ImageParts.ONE_STREAM,
                new Size(1280, 720),
                Duration.ofSeconds(1),
                50,
                Plans.converted(true, true));

        assertThat(Commands.line(ImageCommand.of(
                        Input.strict(SOURCE, NOTHING),
                        plan,
                        strategies(plan, OTHER).get(0),
                        false,
                        OUTPUT,
                        Commands.settings(2))))
                .contains(" -vf setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv,"
                        + "bwdif=mode=send_frame:deint=all,sidedata=mode=delete:type=ICC_PROFILE,scale=1280:720:flags=bicubic,"
                        + LIGHT_DATA
                        + "format=yuv444p|yuv444p10|yuv444p12|yuv444p16|gbrp|gbrp10|gbrp12|gbrp16,"
                        + "zscale=pin=bt2020:tin=smpte2084:min=bt2020nc:t=linear:npl=203:p=bt709,format=gbrpf32le,"
                        + "tonemap=mobius:param=0.7:desat=0:peak=49.26108374384236,"
                        + "zscale=t=bt709:m=smpte170m:r=pc,format=yuv444p,setsar=1,format=yuvj420p,thumbnail=50 ");
    }

    @Test
    void stillNeedsNeitherSeekNorChoice() {
        ImagePlan plan = Plans.poster(0, new Size(10, 10), Duration.ZERO, 1);

        assertThat(strategies(plan, OTHER))
                .containsExactly(new ImageStrategy(FirstFrameTime.FIRST, 1, false, DecodeErrorPolicy.STRICT));
        assertThat(Commands.line(ImageCommand.of(
                        Input.strict(SOURCE, NOTHING),
                        plan,
                        strategies(plan, OTHER).get(0),
                        false,
                        OUTPUT,
                        Commands.settings(1))))
                .doesNotContain("-ss")
                .doesNotContain("thumbnail");
    }

    @Test
    void tiffIsDecodedLeniently() {
        ImagePlan plan = Plans.poster(0, new Size(10, 10), Duration.ZERO, 1);

        assertThat(Commands.line(ImageCommand.of(
                        Input.strict(SOURCE, NOTHING),
                        plan,
                        strategies(plan, TIFF).get(0),
                        false,
                        OUTPUT,
                        Commands.settings(1))))
                .doesNotContain("-err_detect");
    }

    @Test
    void imageOfAVideoIsThenTriedAtKeyFramesAndAtTheStart() {
        ImagePlan plan = Plans.poster(2, new Size(12, 8), Duration.ofSeconds(100), 50);

        assertThat(strategies(plan, OTHER))
                .containsExactly(
                        new ImageStrategy(
                                new FirstFrameTime(Duration.ofSeconds(100), true), 50, false, DecodeErrorPolicy.STRICT),
                        new ImageStrategy(
                                new FirstFrameTime(Duration.ofSeconds(100), true), 50, true, DecodeErrorPolicy.STRICT),
                        new ImageStrategy(FirstFrameTime.FIRST, 1, false, DecodeErrorPolicy.STRICT));
        assertThat(Commands.line(ImageCommand.of(
                        Input.strict(SOURCE, NOTHING),
                        plan,
                        strategies(plan, OTHER).get(1),
                        false,
                        OUTPUT,
                        Commands.settings(1))))
                .contains(" -err_detect explode -skip_frame nokey -ss 100.000000 <whitelist> ");
    }

    /** A seek may end between key frames, and in an animation it always does. */
    @Test
    void imageNearTheStartIsAlsoTriedWithoutASeek() {
        ImagePlan plan = Plans.poster(2, new Size(12, 8), Duration.ofSeconds(2), 50);
        ImageStrategy decoded = new ImageStrategy(
                new FirstFrameTime(Duration.ofSeconds(2), false), 50, false, DecodeErrorPolicy.STRICT);

        assertThat(strategies(plan, OTHER)).extracting(ImageStrategy::start).contains(decoded.start());
        assertThat(strategies(plan, head("GIF89a"))).startsWith(decoded).hasSize(2);
        assertThat(strategies(plan, head("\u0089PNG\r\n"))).startsWith(decoded).hasSize(2);
        assertThat(Commands.line(ImageCommand.of(
                        Input.strict(SOURCE, NOTHING), plan, decoded, false, OUTPUT, Commands.settings(1))))
                .doesNotContain("-ss")
                .contains(" -vf trim=start=2.000000,setpts=PTS-2.000000/TB,");
    }

    @Test
    void probesHaveTheWhitelist() {
        assertThat(Commands.line(ProbeCommands.headers(SOURCE, Commands.decoder())))
                .startsWith(
                        "-read_intervals %+#24 -v level+warning -max_alloc 805306368 -of json -show_entries format=format_name,")
                .endsWith(" <whitelist> -i file:/job/source");
        assertThat(Commands.line(ProbeCommands.packets(SOURCE, Commands.decoder())))
                .isEqualTo("-v level+warning -max_alloc 805306368 -of csv=p=0 -show_entries"
                        + " packet=stream_index,pts_time,dts_time,duration_time <whitelist> -i file:/job/source");
    }

    @Test
    void warningsOfAProbeAreNotErrors() {
        String stderr = "[mp3 @ 0x5] [warning] Estimating duration from bitrate, this may be inaccurate\n"
                + "[mov @ 0x5] [error] moov atom not found\n[fatal] file: no";

        assertThat(ProbeCommands.guessesDuration(stderr)).isTrue();
        assertThat(ProbeCommands.guessesDuration("")).isFalse();
        assertThat(ProbeCommands.errors(stderr)).isEqualTo("[mov @ 0x5] moov atom not found\nfile: no");
        assertThat(ProbeCommands.errors("[mov @ 0x5] [error] no '[warning] a [error] b'"))
                .isEqualTo("[mov @ 0x5] no '[warning] a [error] b'");
        assertThat(ProbeCommands.errors("a title: [error] b")).isEqualTo("a title: [error] b");
    }

    /** The run that encodes the tracks of a plan. */
    private static String line(Plan.Make plan, int threads) {
        RunInputs inputs = RunInputs.whole(Input.strict(SOURCE, NOTHING), plan.streams(), Commands.settings(threads));
        List<RunOutput> outputs = new ArrayList<>();
        for (TrackRecipe recipe : plan.tracks()) {
            Path file = Path.of("/job/out/track-" + (outputs.size() + 1));
            outputs.add(
                    recipe instanceof VideoRecipe video
                            ? VideoTrack.of(video, file, plan.duration(), inputs)
                            : AudioTrack.of(
                                    (AudioRecipe) recipe, Optional.empty(), file, plan.duration(), inputs.label()));
        }
        return Commands.line(TrackRun.command(inputs, DecodeErrorPolicy.STRICT, outputs));
    }

    private static FileHead head(String text) {
        return new FileHead(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<ImageStrategy> strategies(ImagePlan plan, FileHead source) {
        return ImageStrategy.of(source, plan, false);
    }
}
