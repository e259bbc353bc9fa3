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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Probes and encodes by running ffprobe and ffmpeg, one process for each call, in the folder of the file that is read or
 * written. Safe for use by many threads at once.
 */
public final class FfmpegTranscoder implements Transcoder {
    private final Engine engine;
    private final Probe probe;
    private final int threads;

    private FfmpegTranscoder(Engine engine, int threads) {
        this.engine = engine;
        this.probe = new Probe(engine.locator());
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

    /** What runs, and how it is confined. */
    public EngineFacts facts() {
        return engine.facts();
    }

    @Override
    public MediaInfo probe(Path file) {
        return probe.of(file);
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
        List<String> arguments = new ArrayList<>(
                plan instanceof Plan.Video video
                        ? VideoArguments.of(source, video, output, threads)
                        : AudioArguments.of(source, (Plan.Audio) plan, output, threads));
        if (FileHead.of(source).pipedWav()) {
            arguments.remove(CommonArguments.STRICT);
        }
        ConfinedProcess.Ended ended =
                run(arguments, source, output, limit, new ProgressLines(plan.duration(), progress));
        Diagnosis.ofSuccess(ended, source, output).ifPresent(damage -> {
            throw damage;
        });
    }

    /**
     * A picture that decodes whole is a right picture, even if later parts of its film are damaged or missing; frames
     * beside it that do not are no candidates.
     */
    private void picture(Path source, Plan.Picture plan, Path output, Duration limit) throws IOException {
        long started = System.nanoTime();
        MediaException failure = new MediaException(Kind.DAMAGED, "no picture could be decoded");
        for (PictureWay way : PictureWay.of(plan, FileHead.of(source).tiff())) {
            try {
                Duration left = limit.minusNanos(System.nanoTime() - started);
                List<String> arguments = PictureArguments.of(source, plan, way, output, threads);
                ConfinedProcess.Ended ended = run(arguments, source, output, left, FfmpegTranscoder::drain);
                Optional<MediaException> half = Diagnosis.ofPicture(ended, source, output);
                if (half.isEmpty() && !absent(output)) {
                    return;
                }
                failure = half.orElse(failure);
            } catch (MediaException e) {
                if (e.kind() != Kind.DAMAGED) {
                    throw e;
                }
                failure = e;
            }
            Files.deleteIfExists(output);
        }
        throw failure;
    }

    private ConfinedProcess.Ended run(
            List<String> arguments, Path source, Path output, Duration limit, ConfinedProcess.Output printed) {
        ConfinedProcess process =
                engine.locator().ffmpeg(Access.writing(folderOf(output), OutputCap.ceiling(arguments), source));
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
