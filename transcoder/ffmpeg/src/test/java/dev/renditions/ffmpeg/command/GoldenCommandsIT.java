package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The commands of ffmpeg and ffprobe for many sources and profiles, as they reach the programs, are those of the golden files: an
 * output depends on every word of its command. To accept a change, run with {@code -Dcommands.accept=DIR} and review the
 * differences.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the programs are shell scripts, limits are those of Linux")
@Timeout(120)
final class GoldenCommandsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final SourceLimits TIGHT =
            new SourceLimits(1 << 20, 640 * 480, 1280 * 960, Duration.ofMinutes(1), 3, 5_000_000, 0, 16L << 30, false);
    private static final SourceLimits WIDE = new SourceLimits(
            100L << 30, 200_000_000, 400_000_000, Duration.ofHours(24), 2000, 1L << 40, 0, 16L << 30, false);

    @TempDir
    private static Path folder;

    private static RecordingPrograms programs;
    private static FfmpegTranscoder usual;

    @BeforeAll
    static void open() throws IOException {
        programs = RecordingPrograms.in(folder.resolve("programs"));
        usual = programs.transcoder(SourceLimits.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(CommandScene.class)
    void encodes(CommandScene scene) throws IOException {
        List<String> all = new ArrayList<>();
        Path source = source(scene);
        for (boolean tolerant : new boolean[] {false, true}) {
            all.add("## " + (tolerant ? "damage is tolerated" : "damage ends a run"));
            make(usual, new Transcoder.Input(source, scene.media(), tolerant), scene.plans(), scene.profiles(folder));
            all.addAll(recorded());
        }
        all.add("## damaged");
        programs.set(RecordingPrograms.DAMAGED, true);
        make(usual, Transcoder.Input.strict(source, scene.media()), Map.of(), scene.profiles(folder));
        programs.set(RecordingPrograms.DAMAGED, false);
        all.addAll(recorded());
        all.add("## looked at for damage");
        usual.examine(Transcoder.Input.strict(source, scene.media()), LIMIT);
        all.addAll(recorded());
        assertGolden(scene.name().toLowerCase(Locale.ROOT), all);
    }

    @Test
    void limits() throws IOException {
        List<String> all = new ArrayList<>();
        for (CommandScene scene : Set.of(CommandScene.FILM, CommandScene.HEIF, CommandScene.JPEG).stream()
                .sorted()
                .toList()) {
            for (SourceLimits limits : List.of(TIGHT, WIDE)) {
                all.add("## " + scene + ", limits " + (limits == TIGHT ? "tight" : "wide"));
                Transcoder.Input input = Transcoder.Input.strict(source(scene), scene.media());
                FfmpegTranscoder limited = programs.transcoder(limits);
                programs.commands();
                make(limited, input, scene.plans(), scene.profiles(folder));
                limited.examine(input, LIMIT);
                try {
                    limited.measure(input.file());
                } catch (MediaException e) {
                    all.add("# " + e.kind());
                }
                all.addAll(recorded());
            }
        }
        assertGolden("limits", all);
    }

    @Test
    void probes() throws IOException {
        List<String> all = new ArrayList<>();
        programs.probed("""
                {"format": {"format_name": "mov,mp4,m4a,3gp,3g2,mj2", "start_time": "0.0", "duration": "10.0"},
                 "streams": [
                  {"index": 0, "codec_name": "h264", "codec_type": "video", "width": 640, "height": 360, "pix_fmt": "yuv420p",
                   "avg_frame_rate": "25/1", "r_frame_rate": "25/1", "start_time": "0.0", "duration": "10.0",
                   "disposition": {"default": 1}},
                  {"index": 1, "codec_name": "png", "codec_type": "video", "width": 64, "height": 36, "pix_fmt": "rgb24",
                   "disposition": {"attached_pic": 1}}],
                 "packets": []}
                """);
        for (boolean refused : new boolean[] {false, true}) {
            all.add("## " + (refused ? "a decoder is refused" : "all is well"));
            programs.set(RecordingPrograms.REFUSED, refused);
            Path source = source(CommandScene.FILM);
            MediaInfo media = usual.probe(source);
            usual.measure(source);
            usual.packets(source, media, Set.of(800, 3000));
            assertThatExceptionOfType(MediaException.class)
                    .as("the recorded program prints no packets")
                    .isThrownBy(() -> usual.streamHashes(source, media, LIMIT));
            all.addAll(recorded());
        }
        programs.set(RecordingPrograms.REFUSED, false);
        assertGolden("probes", all);
    }

    private static Path source(CommandScene scene) throws IOException {
        Path source = folder.resolve("source-" + scene);
        return Files.exists(source) ? source : Files.write(source, scene.head().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void make(
            FfmpegTranscoder transcoder, Transcoder.Input input, Map<String, Plan.Make> extra, List<Profile> profiles)
            throws IOException {
        programs.probed("{\"format\": {\"tags\": {\"title\": \"A title\"}}}");
        Map<String, Plan.Make> plans = new LinkedHashMap<>(extra);
        for (Profile profile : profiles) {
            if (Planner.plan(input.media(), profile, PacketStats.NONE) instanceof Plan.Make plan) {
                plans.put(profile.name(), plan);
            }
        }
        List<Transcoder.Order> orders = new ArrayList<>();
        for (Map.Entry<String, Plan.Make> plan : plans.entrySet()) {
            orders.add(order(plan.getKey(), plan.getValue()));
        }
        transcoder.make(input, orders, LIMIT, GoldenCommandsIT::ignored);
    }

    private static Transcoder.Order order(String name, Plan.Make plan) throws IOException {
        Path job = folder.resolve("jobs").resolve(name);
        if (Files.exists(job)) {
            try (Stream<Path> files = Files.list(job)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        return DirectEncode.order(plan, Files.createDirectories(job), Transcoder.Progress.NONE);
    }

    private static void ignored(MissingRendition rendition, Ending ending) {
        if (Boolean.getBoolean("commands.show")) {
            ending.failure()
                    .ifPresent(reason ->
                            System.err.println(rendition.plan().profile().name() + ": " + reason));
        }
    }

    /** One line for each command; arguments of several words in quotes, whitelists by their names. */
    private static List<String> recorded() throws IOException {
        return programs.commands().stream()
                .map(command -> command.stream().map(GoldenCommandsIT::shown).collect(Collectors.joining(" ")))
                .toList();
    }

    private static String shown(String argument) {
        String shown = argument.replace(folder.toString(), "/work");
        if (shown.matches("ff\\w+ 1")) {
            // A shell can't set a limit below one block.
            return shown(shown.replace(" 1", " 0"));
        }
        if (shown.equals(WHITELISTS.get("formats"))) {
            return "<formats>";
        }
        if (shown.equals(WHITELISTS.get("codecs"))) {
            return "<codecs>";
        }
        return shown.contains(" ") || shown.isEmpty() ? "'" + shown + "'" : shown;
    }

    private static final Map<String, String> WHITELISTS = Map.of(
            "formats",
            "mov,matroska,avi,mpegts,mpeg,flv,ogg,asf,mxf,ivf,obu,h264,hevc,m4v,mpegvideo,mp3,aac,wav,w64,flac,aiff,caf,amr,ac3,"
                    + "eac3,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,gif,apng",
            "codecs",
            "aac,aac_latm,ac3,adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,alac,amr_nb,amr_wb,apng,av1,bmp,dnxhd,dvvideo,eac3,flac,flv1,"
                    + "gif,h263,h264,hevc,mjpeg,mp2,mp3,mpeg1video,mpeg2video,mpeg4,msmpeg4v2,msmpeg4v3,opus,pcm_alaw,pcm_f32be,"
                    + "pcm_f32le,pcm_f64be,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,"
                    + "pcm_s8,pcm_u8,png,prores,rawvideo,speex,theora,tiff,vc1,vorbis,vp8,vp9,webp,wmapro,wmav1,wmav2,wmv1,wmv2,"
                    + "wmv3,libdav1d,libaom-av1,libvpx,libvpx-vp9,msmpeg4,flv,mp3float,mp2float,libopus,amrnb,amrwb,libspeex,"
                    + "mov_text,subrip,srt,ass,ssa,webvtt,text,dvbsub,dvdsub,pgssub");

    private static void assertGolden(String name, List<String> lines) throws IOException {
        String accept = System.getProperty("commands.accept", "");
        if (!accept.isEmpty()) {
            Files.write(Files.createDirectories(Path.of(accept)).resolve(name + ".txt"), lines);
        }
        assertThat(lines).isEqualTo(golden(name));
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream in = GoldenCommandsIT.class.getResourceAsStream("golden/" + name + ".txt")) {
            assertThat(in).as("the golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
