package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.support.SettingName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the errors of ffmpeg and ffprobe into a sentence for users that quotes the most telling line. */
public final class Diagnosis {
    private static final int QUOTED = 160;
    private static final String MORE_MEMORY = "to allow more, raise " + SettingName.MEMORY_LIMIT;

    private record Symptom(Pattern pattern, Kind kind, Function<MatchResult, String> sentence) {}

    /** The first match counts, wherever it is in the log: a cause is logged before or after its consequences. */
    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom(
                    Pattern.compile("exceeds specified max pixel count (\\d{1,20})"),
                    Kind.LIMIT,
                    found -> "a frame has more than " + found.group(1) + " pixels (" + SettingName.MAX_PIXELS
                            + ", for images " + SettingName.MAX_STILL_PIXELS + ")"),
            // Independent of our limit: ffmpeg counts the bits of a frame in 31 bits.
            new Symptom(
                    Pattern.compile("Picture size (\\d{1,10}x\\d{1,10}) is invalid"),
                    Kind.LIMIT,
                    found -> "a frame of " + found.group(1) + " is larger than ffmpeg can decode"),
            new Symptom(
                    Pattern.compile("exceeds max_streams(?: parameter)? \\((\\d{1,10})\\)"),
                    Kind.LIMIT,
                    // The option given to ffmpeg is one more than the limit.
                    found -> tooManyStreams(Long.toString(Long.parseLong(found.group(1)) - 1))),
            new Symptom(
                    Pattern.compile("Codec \\(([^)\\s]{1,40})\\) not on whitelist"),
                    Kind.UNSUPPORTED,
                    found -> "the codec '" + found.group(1) + "' is not supported"),
            new Symptom(
                    Pattern.compile("no decoder found for: ([^\\s]{1,40})"),
                    Kind.UNSUPPORTED,
                    found -> "the codec '" + found.group(1) + "' is not supported"),
            new Symptom(
                    Pattern.compile("Input channel layout '([^'\\s]{1,20}[^']{0,10})' is not supported"),
                    Kind.UNSUPPORTED,
                    found -> "the channel layout '" + found.group(1) + "' is not supported"),
            symptom("Format not on whitelist", Kind.UNSUPPORTED, "this kind of file is not supported"),
            symptom("matches no streams", Kind.DAMAGED, "the source does not contain a stream that was found before"),
            symptom("No space left on device|Disk quota exceeded", Kind.ENGINE, "the disk is full"),
            symptom("Too many open files", Kind.ENGINE, "too many files are open"),
            symptom("File too large", Kind.MACHINE, ExitSignal.FILE_TOO_LARGE),
            symptom(
                    "(?m)^(?:.*Error opening (?:in|out)put.*|file:.*): No such file or directory$"
                            + "|Error submitting a packet to the muxer: No such file or directory",
                    Kind.ENGINE,
                    "the source or the folder for temporary files vanished"),
            symptom("error while loading shared libraries", Kind.ENGINE, "a library that the program needs is missing"),
            symptom(
                    "No such filter|Unknown encoder|Unrecognized option|Option not found|Error parsing options",
                    Kind.ENGINE,
                    "this build of ffmpeg lacks a filter, an encoder or an option"),
            // Printed by unshare when its child was killed: it tries to kill itself with the same signal, and fails.
            symptom("(?m)^unshare: sigprocmask", Kind.ENGINE, ExitSignal.KILLED),
            // Only at the start of the log, before ffmpeg writes anything: a later line may quote text of a source.
            symptom(
                    "\\A(?:(?:bwrap|unshare|setpriv|prlimit): |renditions: (?:no_new_privs refused|landlock refused"
                            + "|landlock rule refused, or its path not found|seccomp filter refused"
                            + "|program not found, or refused)\\R?)",
                    Kind.ENGINE,
                    "the sandbox could not be created"),
            symptom(
                    "Permission denied",
                    Kind.ENGINE,
                    "the program may not read the source, or may not write its output"),
            // The machine or its limit has no room for another thread; this does not depend on the file. If memory is
            // also short, this is the cause.
            symptom(
                    "pthread_create|Resource temporarily unavailable",
                    Kind.ENGINE,
                    "no thread can be started: memory is short or a limit on processes is reached; " + MORE_MEMORY),
            // The options of the encoder do not depend on what is in the source. x264 logs only this when memory is
            // short; other encoders also log that an allocation failed.
            symptom(
                    "Error while opening encoder",
                    Kind.ENGINE,
                    "the encoder does not start, possibly because memory is short; " + MORE_MEMORY),
            // Whatever else it logs: there was no frame to encode.
            symptom("WebPAnimEncoderAssemble", Kind.DAMAGED, "no frame could be decoded"),
            // Logged when a single allocation exceeds our limit, mostly of a size that damage made large, and when the
            // process has reached its memory limit. How much a run allocates also depends on the number of processors,
            // so this is not a permanent property of the content.
            symptom("Cannot allocate memory", Kind.MACHINE, "it needs more memory than its limit; " + MORE_MEMORY),
            symptom(
                    "(?i)memory allocation (?:error|fail)|bad_alloc|malloc of size \\d+ failed"
                            + "|get_buffer\\(\\) failed|failed to allocate|out of memory|insufficient memory"
                            + "|unspecified internal error",
                    Kind.ENGINE,
                    "memory ran out; " + MORE_MEMORY));

    /** Logged by demuxers of truncated files, in runs that nevertheless exit with 0. */
    private static final Pattern TRUNCATED = Pattern.compile("partial file|File ended prematurely");

    /** Logged by decoders that then return an incomplete frame, whatever error handling was requested. */
    private static final Pattern INCOMPLETE_FRAME = Pattern.compile("overread|LZW decode failed|Decoded only \\d+ bytes"
            + "|Uncompressing failed|went out of bounds|not enough data");

    /** Lines that only follow from an earlier error. */
    private static final Pattern CONSEQUENCE = Pattern.compile("error code: |Terminating thread|Decoding error: "
            + "|Error (?:submitting|processing) packet|Error during demuxing|Error while (?:filtering|decoding)"
            + "|Conversion failed|Nothing was written|Last message repeated|Error opening (?:in|out)put files?:?"
            + "|corrupt decoded frame|Cannot determine format of input|Could not open encoder before EOF");

    /**
     * The start of a line that a filter, an encoder or a muxer logs: the names of parts of ffmpeg's own pipeline, of filters
     * in its graphs, and of encoders that are not decoders.
     */
    private static final Pattern PIPELINE =
            Pattern.compile("^\\[(?:Parsed_|auto_|graph |ffmpeg_|fc#|[va]f#|[vas]ost#|out#|enc:"
                    + "|swscaler|SWR|libx26|libsvtav1|libmp3lame|libwebp)");

    /** Logged for unsupported streams, which are not read. */
    private static final Pattern UNREAD_STREAM =
            Pattern.compile("Codec \\(.*\\) not on whitelist|Failed to open codec in avformat_find_stream_info");

    /** A line logged by the demuxer of one format: so the format was recognized. */
    private static final Pattern KNOWN_KIND = Pattern.compile("(?m)^\\[(?!in#)[a-z0-9_]+(?:,[a-z0-9_]+)* @ ");

    private Diagnosis() {}

    private static Symptom symptom(String pattern, Kind kind, String sentence) {
        return new Symptom(Pattern.compile(pattern), kind, found -> sentence);
    }

    public static String tooManyStreams(String most) {
        return "the file has more than " + most + " streams (" + SettingName.MAX_STREAMS + ")";
    }

    /** Why a file could not be probed. */
    public static MediaException ofProbe(ConfinedProcess.Ended ended, Path file) {
        return known(ended, file)
                .orElseGet(() -> KNOWN_KIND.matcher(ended.stderr()).find()
                        ? damaged("the file is damaged", ended, file)
                        : new MediaException(
                                Kind.UNSUPPORTED, "this is not a supported media file" + quote(ended, file)));
    }

    /** Why an encode failed. */
    public static MediaException ofEncode(ConfinedProcess.Ended ended, Path source, Path output) {
        ConfinedProcess.Ended ofRead = new ConfinedProcess.Ended(
                ended.exitCode(),
                ended.stderr()
                        .lines()
                        .filter(line -> !UNREAD_STREAM.matcher(line).find())
                        .collect(Collectors.joining("\n")));
        return known(ofRead, source, output)
                .orElseGet(() -> onlyPipelineFailed(ofRead)
                        ? new MediaException(
                                Kind.ENGINE,
                                "a filter or an encoder failed; the source is not the cause"
                                        + quote(ofRead, source, output))
                        : damaged("the source can't be decoded completely", ofRead, source, output));
    }

    /** Whether filters, encoders or muxers log errors, and neither a demuxer nor a decoder does. */
    private static boolean onlyPipelineFailed(ConfinedProcess.Ended ended) {
        List<String> causes = ended.stderr()
                .lines()
                .filter(line -> !line.isBlank() && !CONSEQUENCE.matcher(line).find())
                .toList();
        return !causes.isEmpty()
                && causes.stream().allMatch(line -> PIPELINE.matcher(line).find());
    }

    /** Why the result of a run over a whole source can't be trusted although it exited with 0. */
    private static Optional<MediaException> ofSuccess(ConfinedProcess.Ended ended, Path source, Path output) {
        return TRUNCATED.matcher(ended.stderr()).find()
                ? Optional.of(damaged("the source is truncated", ended, source, output))
                : ofPicture(ended, source, output);
    }

    /**
     * Checks the log of a run over a whole source that exited with 0.
     *
     * @throws MediaException of kind DAMAGED if its result can't be trusted, unless damage is tolerated
     */
    public static void checkSuccess(ConfinedProcess.Ended ended, Input source, Path output) {
        Optional<MediaException> damage =
                source.tolerant() ? Optional.empty() : ofSuccess(ended, source.file(), output);
        if (damage.isPresent()) {
            throw damage.get();
        }
    }

    /** Why the result of a run over a few frames can't be trusted although it exited with 0: a frame is incomplete. */
    private static Optional<MediaException> ofPicture(ConfinedProcess.Ended ended, Path source, Path output) {
        return INCOMPLETE_FRAME.matcher(ended.stderr()).find()
                ? Optional.of(damaged("the source can't be decoded completely", ended, source, output))
                : Optional.empty();
    }

    /**
     * Checks the log of a run over a few frames that exited with 0.
     *
     * @throws MediaException of kind DAMAGED if its result can't be trusted, unless damage is tolerated
     */
    public static void checkPicture(ConfinedProcess.Ended ended, Input source, Path output) {
        Optional<MediaException> damage =
                source.tolerant() ? Optional.empty() : ofPicture(ended, source.file(), output);
        if (damage.isPresent()) {
            throw damage.get();
        }
    }

    private static MediaException damaged(String sentence, ConfinedProcess.Ended ended, Path... paths) {
        return new MediaException(Kind.DAMAGED, sentence + quote(ended, paths));
    }

    /** The limit that the run reached, if one did although it exited with 0. */
    public static Optional<MediaException> ofLimits(ConfinedProcess.Ended ended, Path file) {
        return known(ended, file).filter(found -> found.kind() == Kind.LIMIT || found.kind() == Kind.MACHINE);
    }

    /**
     * Why a run that looks for damage has no result: it reached a limit, a signal ended it, or its source disappeared. Any
     * other failure is a result: it shows that the file is damaged.
     */
    static Optional<MediaException> ofScan(ConfinedProcess.Ended ended, Path file) {
        boolean interrupted = ExitSignal.of(ended).isPresent() || !Files.exists(file);
        return interrupted
                ? known(ended, file)
                        .or(() -> Optional.of(new MediaException(
                                Kind.ENGINE, "the source vanished while it was read" + quote(ended, file))))
                : ofLimits(ended, file);
    }

    private static Optional<MediaException> known(ConfinedProcess.Ended ended, Path... paths) {
        Optional<ExitSignal> signal = ExitSignal.of(ended);
        for (Symptom symptom : SYMPTOMS) {
            Matcher matcher = symptom.pattern().matcher(ended.stderr());
            // What was logged before a signal is not why the run ended, unless it is about the machine.
            boolean counts = signal.isEmpty() || symptom.kind() == Kind.ENGINE || symptom.kind() == Kind.MACHINE;
            if (counts && matcher.find()) {
                return Optional.of(
                        new MediaException(symptom.kind(), symptom.sentence().apply(matcher) + quote(ended, paths)));
            }
        }
        return signal.map(ExitSignal::failure);
    }

    /** The first line that is not a consequence of another, without tags, our own paths and our long whitelists. */
    private static String quote(ConfinedProcess.Ended ended, Path... paths) {
        String text = ended.stderr();
        for (Path path : paths) {
            Path folder = path.toAbsolutePath().getParent();
            text = text.replace("file:" + path.toAbsolutePath(), "the file");
            text = folder == null ? text : text.replace(folder.toString(), "");
        }
        List<String> lines = text.lines()
                .filter(line -> !line.startsWith("    Last message repeated"))
                .map(line -> line.replaceAll("\\p{Cc}", " ").replaceFirst("^(?:\\s*\\[[^\\]]*])+", ""))
                .map(line -> line.replaceAll("not on whitelist '[^']*'", "not on whitelist")
                        .replaceAll("-?\\d{6,} ?", ""))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return ended.exitCode() == 0 ? "" : " (exit code " + ended.exitCode() + ")";
        }
        String cause = lines.stream()
                .filter(line -> !CONSEQUENCE.matcher(line).find())
                .findFirst()
                .orElse(lines.get(0));
        return " (" + (cause.length() > QUOTED ? cause.substring(0, QUOTED) + "..." : cause) + ")";
    }
}
