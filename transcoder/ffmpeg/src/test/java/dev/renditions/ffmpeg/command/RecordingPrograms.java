package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FakeProgram;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shell scripts in place of ffmpeg and ffprobe. They record their arguments and the largest file they may write, and print and
 * write enough for the caller to continue, so that its next commands are recorded too.
 */
final class RecordingPrograms {
    /** Makes ffmpeg report damage. */
    static final String DAMAGED = "damaged";

    /** Makes ffprobe refuse a decoder until it is on the whitelist. */
    static final String REFUSED = "refused";

    private static final String ENCODERS = Stream.of(
                    "V libx264",
                    "V libx265",
                    "V libsvtav1",
                    "V mjpeg",
                    "V libwebp_anim",
                    "A aac",
                    "A libmp3lame",
                    "A libopus")
            .map(encoder -> String.format(" %s....D %s  x\n", (Object[]) encoder.split(" ")))
            .collect(Collectors.joining("", "Encoders:\n V..... = Video\n ------\n", ""));

    private static final String FILTERS = Stream.of(
                    "alimiter",
                    "alphamerge",
                    "amerge",
                    "aresample",
                    "bwdif",
                    "colorchannelmixer",
                    "ebur128",
                    "estdif",
                    "join",
                    "negate",
                    "overlay",
                    "pan",
                    "premultiply",
                    "setparams",
                    "sidedata",
                    "thumbnail",
                    "tile",
                    "tonemap",
                    "volume",
                    "zscale")
            .map(filter -> " TS " + filter + " V->V x\n")
            .collect(Collectors.joining());

    private static final String RECORD = """
            here=${0%/*}
            { printf '%s %s\\n' "${0##*/}" "$(ulimit -f)"
              for argument; do printf '%s\\n' "$argument"; done
              echo; } > "$here/commands"
            """;

    private static final String FFMPEG = """
            case "$*" in
              *-version*) echo 'ffmpeg version 8.1.2 Copyright'; exit;;
              *-encoders*) cat "${0%/*}/encoders"; exit;;
              *-filters*) cat "${0%/*}/filters"; exit;;
            esac
            """ + RECORD + """
            [ -e "$here/damaged" ] && { echo '[h264 @ 0x1] bytestream -7' >&2; exit 69; }
            before= format= brand=
            for argument; do
              case "$before" in
                -f) format=$argument;;
                -brand) brand=$argument;;
              esac
              case "$argument" in
                file:*) [ "$before" = -i ] || { cp "$here/output.$brand$format" "${argument#file:}"; brand=; };;
                *ebur128*)
                  case "$*" in
                    */track-*) loudness=-16.0 peak=-2.0;;
                    *) loudness=-30.0 peak=-3.0;;
                  esac
                  for track in 0 1 2 3; do
                    echo "[ebur128@m$track @ 0x1] [info] Summary:"
                    echo "  I: $loudness LUFS"; echo "  Peak: $peak dBFS"
                  done >&2;;
              esac
              before=$argument
            done
            """;

    private static final String FFPROBE = """
            case "$*" in
              -version) echo 'ffprobe version 8.1.2 Copyright'; exit;;
            esac
            """ + RECORD + """
            if [ -e "$here/refused" ]; then
              case "$*" in
                *-codec_whitelist:1*) ;;
                *) echo '[x @ 0x1] Codec (cinepak) not on whitelist' >&2
                   echo 'Could not open codec for input stream 1' >&2
                   exit 1;;
              esac
            fi
            case "$*" in
              *csv=p=0*) ;;
              *) cat "$here/probed";;
            esac
            """;

    /** A line that no script writes. */
    private static final String END = "the end";

    private final Path folder;
    private final RandomAccessFile pipe;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private RecordingPrograms(Path folder, RandomAccessFile pipe) {
        this.folder = folder;
        this.pipe = pipe;
        Thread reader = new Thread(this::read, "commands");
        reader.setDaemon(true);
        reader.start();
    }

    static RecordingPrograms in(Path folder) throws IOException {
        Files.createDirectories(folder);
        FakeProgram.write(folder.resolve("ffmpeg"), FFMPEG);
        FakeProgram.write(folder.resolve("ffprobe"), FFPROBE);
        Files.writeString(folder.resolve("encoders"), ENCODERS);
        Files.writeString(folder.resolve("filters"), FILTERS);
        Map.of(
                        "ass", "[Script Info]\n",
                        "srt", "",
                        "webvtt", "WEBVTT\n",
                        "image2", "x",
                        "webp", "x",
                        "ogg", "OggS",
                        "mp3", "x",
                        "mp4", "x",
                        "ipod", "....ftypM4A ")
                .forEach((format, text) -> write(folder.resolve("output." + format), text));
        TestMedia.make(
                folder.resolve("output.cmfcmp4"),
                "-f lavfi -i testsrc2=s=64x36:r=25:d=4 -c:v libx264 -preset ultrafast -g 50 -pix_fmt yuv420p -movflags"
                        + " +frag_keyframe+global_sidx+delay_moov+default_base_moof -brand cmfc -f mp4");
        return new RecordingPrograms(folder, pipe(folder.resolve("commands")));
    }

    /** A pipe, because programs that only read can't write files. It stays open between two programs. */
    private static RandomAccessFile pipe(Path file) throws IOException {
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
            assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new RandomAccessFile(file.toFile(), "rw");
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new FileInputStream(pipe.getFD()), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("the pipe is broken: " + e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FfmpegTranscoder transcoder(SourceLimits limits) {
        return FfmpegTranscoder.open(new FfmpegSettings(
                Optional.of(folder), folder, false, 2, new SandboxSettings(SandboxChoice.NONE, 16L << 30), limits));
    }

    /** Sets what ffprobe prints about headers. */
    void probed(String json) throws IOException {
        Files.writeString(folder.resolve("probed"), json);
    }

    void set(String mode, boolean on) throws IOException {
        Files.deleteIfExists(folder.resolve(mode));
        if (on) {
            Files.createFile(folder.resolve(mode));
        }
    }

    /** The commands since this was last called: the program and the largest file it may write, then its arguments. */
    List<List<String>> commands() throws IOException {
        pipe.write((END + "\n").getBytes(StandardCharsets.UTF_8));
        List<List<String>> commands = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (String line = next(); !line.equals(END); line = next()) {
            if (line.isEmpty()) {
                commands.add(command);
                command = new ArrayList<>();
            } else {
                command.add(line);
            }
        }
        return commands;
    }

    private String next() {
        try {
            return Objects.requireNonNull(lines.poll(10, TimeUnit.SECONDS), "no line in the pipe for 10 s");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
