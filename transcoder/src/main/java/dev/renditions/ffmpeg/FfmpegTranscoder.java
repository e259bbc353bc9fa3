package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Plan;
import dev.renditions.Transcoder;
import dev.renditions.media.MediaInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Probes and encodes by running ffprobe and ffmpeg, one process for each call, in the folder of the file that is read or
 * written. Safe for use by many threads at once.
 */
public final class FfmpegTranscoder implements Transcoder {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(60);
    private static final int PROBE_BYTES = 8 << 20;

    private final Engine engine;
    private final int threads;

    private FfmpegTranscoder(Engine engine, int threads) {
        this.engine = engine;
        this.threads = threads;
    }

    /**
     * Finds ffmpeg, unpacking the bundled one if that was not done before, and asks its version.
     *
     * @throws MediaException of kind ENGINE if there is none, or it is not to be trusted with uploads; the message says
     *     what to set
     */
    public static FfmpegTranscoder open(FfmpegSettings settings) {
        return new FfmpegTranscoder(Engine.start(settings), settings.threads());
    }

    @Override
    public String engine() {
        return engine.version().engine();
    }

    @Override
    public MediaInfo probe(Path file) {
        if (sizeOf(file) == 0) {
            throw new MediaException(Kind.DAMAGED, "the file is empty");
        }
        ConfinedProcess process = engine.locator().ffprobe(folderOf(file));
        FfprobeArguments.of(file).forEach(process::addArgument);
        CappedText json = new CappedText(PROBE_BYTES);
        ConfinedProcess.Ended ended = process.run(PROBE_LIMIT, json);
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofProbe(ended, file);
        }
        try {
            return FfprobeReader.read(json.text());
        } catch (MediaException e) {
            throw Diagnosis.ofLimits(ended, file).orElse(e);
        }
    }

    @Override
    public void encode(Path source, Plan.Encode plan, Path output, Duration limit, Progress progress) {
        if (Files.exists(output)) {
            throw new IllegalArgumentException("there is a file already: " + output);
        }
        boolean done = false;
        try {
            if (plan instanceof Plan.Video video) {
                whole(source, video, output, limit, progress);
                OutputCap.of(video).check(output);
            } else if (plan instanceof Plan.Audio audio) {
                whole(source, audio, output, limit, progress);
                OutputCap.of(audio).check(output);
            } else if (plan instanceof Plan.Picture picture) {
                picture(source, picture, output, limit);
            }
            progress.at(1);
            done = true;
        } catch (IOException e) {
            throw new MediaException(Kind.DAMAGED, "nothing could be decoded", e);
        } finally {
            if (!done) {
                delete(output);
            }
        }
    }

    private void whole(Path source, Plan.Encode plan, Path output, Duration limit, Progress progress) {
        List<String> arguments = plan instanceof Plan.Video video
                ? VideoArguments.of(source, video, output, threads)
                : AudioArguments.of(source, (Plan.Audio) plan, output, threads);
        ConfinedProcess.Ended ended =
                run(arguments, source, output, limit, new ProgressLines(plan.duration(), progress));
        Diagnosis.ofSuccess(ended, source, output).ifPresent(damage -> {
            throw damage;
        });
    }

    /** A source may be shorter than it claims: then there is nothing where the search was to begin. */
    private void picture(Path source, Plan.Picture plan, Path output, Duration limit) throws IOException {
        long started = System.nanoTime();
        run(PictureArguments.of(source, plan, output, threads), source, output, limit, FfmpegTranscoder::drain);
        if (absent(output) && !plan.seek().isZero()) {
            Duration left = limit.minusNanos(System.nanoTime() - started);
            Plan.Picture again = PictureArguments.fromStart(plan);
            run(PictureArguments.of(source, again, output, threads), source, output, left, FfmpegTranscoder::drain);
        }
        if (absent(output)) {
            throw new MediaException(Kind.DAMAGED, "no picture could be decoded");
        }
    }

    private ConfinedProcess.Ended run(
            List<String> arguments, Path source, Path output, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess process = engine.locator().ffmpeg(folderOf(output));
        arguments.forEach(process::addArgument);
        ConfinedProcess.Ended ended = process.run(limit, printed);
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofEncode(ended, source, output);
        }
        return ended;
    }

    private static boolean absent(Path output) throws IOException {
        return !Files.exists(output) || Files.size(output) == 0;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private static void drain(InputStream stream) throws IOException {
        stream.transferTo(OutputStream.nullOutputStream());
    }

    private static void delete(Path output) {
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            // It lies in a folder of the job's own, which is deleted as a whole.
        }
    }
}
