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

/** Turns what ffmpeg and ffprobe complain of into a sentence for people, with the line that says most of it. */
public final class Diagnosis {
    private static final int QUOTED = 160;
    private static final String MORE_MEMORY = SettingName.MEMORY_LIMIT + " may give it more";

    private record Symptom(Pattern pattern, Kind kind, Function<MatchResult, String> sentence) {}

    /** The first that is found counts: a cause is complained of before and after its consequences. */
    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom(
                    Pattern.compile("exceeds specified max pixel count (\\d{1,20})"),
                    Kind.LIMIT,
                    found -> "a picture has more than " + found.group(1) + " pixels (" + SettingName.MAX_PIXELS
                            + ", of images " + SettingName.MAX_STILL_PIXELS + ")"),
            // Whatever is allowed: its own functions count the bits of a picture with 31.
            new Symptom(
                    Pattern.compile("Picture size (\\d{1,10}x\\d{1,10}) is invalid"),
                    Kind.LIMIT,
                    found -> "a picture of " + found.group(1) + " is larger than ffmpeg can decode"),
            new Symptom(
                    Pattern.compile("exceeds max_streams(?: parameter)? \\((\\d{1,10})\\)"),
                    Kind.LIMIT,
                    // Told one more than may be.
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
                    found -> "channels that are laid out as '" + found.group(1) + "' are not supported"),
            symptom("Format not on whitelist", Kind.UNSUPPORTED, "this kind of file is not supported"),
            symptom("matches no streams", Kind.DAMAGED, "the source has not got the stream that was found in it"),
            symptom("No space left on device|Disk quota exceeded", Kind.ENGINE, "the disk is full"),
            symptom("Too many open files", Kind.ENGINE, "no more files can be opened"),
            symptom("File too large", Kind.MACHINE, "an output is larger than a file may be here"),
            symptom(
                    "(?m)^(?:.*Error opening (?:in|out)put.*|file:.*): No such file or directory$"
                            + "|Error submitting a packet to the muxer: No such file or directory",
                    Kind.ENGINE,
                    "the source or the folder for temporary files vanished"),
            symptom("error while loading shared libraries", Kind.ENGINE, "the program lacks a library"),
            symptom(
                    "No such filter|Unknown encoder|Unrecognized option|Option not found|Error parsing options",
                    Kind.ENGINE,
                    "this build of ffmpeg can't do what is asked of it"),
            // What unshare says when it wants to end as its program did, which no program can do to itself.
            symptom("(?m)^unshare: sigprocmask", Kind.ENGINE, ExitSignal.KILLED),
            // Before ffmpeg writes anything: a later line may be text of a source.
            symptom(
                    "\\A(?:(?:bwrap|unshare|setpriv|prlimit): |renditions: (?:no_new_privs refused|landlock refused"
                            + "|landlock rule refused, or its path not found|seccomp filter refused"
                            + "|program not found, or refused)\\R?)",
                    Kind.ENGINE,
                    "the sandbox that the program runs in could not be made"),
            symptom("Permission denied", Kind.ENGINE, "the program may not read the source, or not write its output"),
            // Threads are what a machine, or its limit on them, has no room for; no file asks for more of them. Where
            // memory is lacking too, this is the cause.
            symptom(
                    "pthread_create|Resource temporarily unavailable",
                    Kind.ENGINE,
                    "no thread can be started, for want of memory or by a limit on processes; " + MORE_MEMORY),
            // What it is asked for does not depend on what is in the source; x264 says no more when memory is short,
            // others add that they can't allocate it.
            symptom(
                    "Error while opening encoder",
                    Kind.ENGINE,
                    "the encoder does not start, maybe for want of memory; " + MORE_MEMORY),
            // Whatever it says that it lacks: there was no frame to encode.
            symptom("WebPAnimEncoderAssemble", Kind.DAMAGED, "no picture could be decoded"),
            // Our own limit on what is asked for at once speaks so, and the system when the process has had its share:
            // of sizes that damage made large, mostly. How much a run asks for depends on the machine too, by its
            // processors, so it says nothing of the content for good.
            symptom("Cannot allocate memory", Kind.MACHINE, "it asks for more memory than it may have; " + MORE_MEMORY),
            symptom(
                    "(?i)memory allocation (?:error|fail)|bad_alloc|malloc of size \\d+ failed"
                            + "|get_buffer\\(\\) failed|failed to allocate|out of memory|insufficient memory"
                            + "|unspecified internal error",
                    Kind.ENGINE,
                    "there is not enough memory for it; " + MORE_MEMORY));

    /** Said by the readers of films whose end is missing, in runs that then end as if all was well. */
    private static final Pattern CUT = Pattern.compile("partial file|File ended prematurely");

    /** Said by decoders that then hand out a picture with a part missing, whatever they were told of errors. */
    private static final Pattern HALF = Pattern.compile("overread|LZW decode failed|Decoded only \\d+ bytes"
            + "|Uncompressing failed|went out of bounds|not enough data");

    /** What follows from a complaint and says nothing of its own. */
    private static final Pattern CONSEQUENCE = Pattern.compile("error code: |Terminating thread|Decoding error: "
            + "|Error (?:submitting|processing) packet|Error during demuxing|Error while (?:filtering|decoding)"
            + "|Conversion failed|Nothing was written|Last message repeated|Error opening (?:in|out)put files?:?"
            + "|corrupt decoded frame|Cannot determine format of input|Could not open encoder before EOF");

    /**
     * How a line begins that a filter, an encoder or a writer logs: names of the parts of ffmpeg's own pipeline, of filters as
     * they stand in its graphs, and of encoders that are no decoders.
     */
    private static final Pattern OURS =
            Pattern.compile("^\\[(?:Parsed_|auto_|graph |ffmpeg_|fc#|[va]f#|[vas]ost#|out#|enc:"
                    + "|swscaler|SWR|libx26|libsvtav1|libmp3lame|libwebp)");

    /** What is logged of streams that are not supported, and not read. */
    private static final Pattern UNREAD =
            Pattern.compile("Codec \\(.*\\) not on whitelist|Failed to open codec in avformat_find_stream_info");

    /** A complaint by the reader of one kind of file: so the kind was told. */
    private static final Pattern KNOWN_KIND = Pattern.compile("(?m)^\\[(?!in#)[a-z0-9_]+(?:,[a-z0-9_]+)* @ ");

    private Diagnosis() {}

    private static Symptom symptom(String pattern, Kind kind, String sentence) {
        return new Symptom(Pattern.compile(pattern), kind, found -> sentence);
    }

    /** The sentence for it. */
    public static String tooManyStreams(String most) {
        return "there are more than " + most + " streams (" + SettingName.MAX_STREAMS + ")";
    }

    /** Why a file could not be looked into. */
    public static MediaException ofProbe(ConfinedProcess.Ended ended, Path file) {
        return known(ended, file)
                .orElseGet(() -> KNOWN_KIND.matcher(ended.stderr()).find()
                        ? damaged("the file is damaged", ended, file)
                        : new MediaException(
                                Kind.UNSUPPORTED, "this is no media file that is supported" + quote(ended, file)));
    }

    /** Why an encode failed. */
    public static MediaException ofEncode(ConfinedProcess.Ended ended, Path source, Path output) {
        ConfinedProcess.Ended ofRead = new ConfinedProcess.Ended(
                ended.exitCode(),
                ended.stderr()
                        .lines()
                        .filter(line -> !UNREAD.matcher(line).find())
                        .collect(Collectors.joining("\n")));
        return known(ofRead, source, output)
                .orElseGet(() -> ours(ofRead)
                        ? new MediaException(
                                Kind.ENGINE,
                                "a filter or an encoder failed, which is not the source's fault"
                                        + quote(ofRead, source, output))
                        : damaged("the source can't be decoded whole", ofRead, source, output));
    }

    /** Whether filters, encoders and writers log errors, and neither the reader of the source nor a decoder does. */
    private static boolean ours(ConfinedProcess.Ended ended) {
        List<String> causes = ended.stderr()
                .lines()
                .filter(line -> !line.isBlank() && !CONSEQUENCE.matcher(line).find())
                .toList();
        return !causes.isEmpty()
                && causes.stream().allMatch(line -> OURS.matcher(line).find());
    }

    /** Why the result of a run over a whole source that claims success is not to be trusted. */
    private static Optional<MediaException> ofSuccess(ConfinedProcess.Ended ended, Path source, Path output) {
        return CUT.matcher(ended.stderr()).find()
                ? Optional.of(damaged("the source is truncated", ended, source, output))
                : ofPicture(ended, source, output);
    }

    /**
     * Checks what a run over a whole source complains of that claims success.
     *
     * @throws MediaException of kind DAMAGED if its result is not to be trusted, unless damage is tolerated
     */
    public static void checkSuccess(ConfinedProcess.Ended ended, Input source, Path output) {
        Optional<MediaException> damage =
                source.tolerant() ? Optional.empty() : ofSuccess(ended, source.file(), output);
        if (damage.isPresent()) {
            throw damage.get();
        }
    }

    /** Why the result of a run over a few pictures that claims success is not to be trusted: none may be half there. */
    private static Optional<MediaException> ofPicture(ConfinedProcess.Ended ended, Path source, Path output) {
        return HALF.matcher(ended.stderr()).find()
                ? Optional.of(damaged("the source can't be decoded whole", ended, source, output))
                : Optional.empty();
    }

    /**
     * The same for a few pictures.
     *
     * @throws MediaException of kind DAMAGED if its result is not to be trusted, unless damage is tolerated
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

    /** A limit that was met although the run claims success. */
    public static Optional<MediaException> ofLimits(ConfinedProcess.Ended ended, Path file) {
        return known(ended, file).filter(found -> found.kind() == Kind.LIMIT || found.kind() == Kind.MACHINE);
    }

    /** The same for a run whose failure is an answer; one that was ended from outside, or whose source vanished, gives none. */
    static Optional<MediaException> ofBroken(ConfinedProcess.Ended ended, Path file) {
        boolean cut = ExitSignal.of(ended).isPresent() || !Files.exists(file);
        return cut
                ? known(ended, file)
                        .or(() -> Optional.of(new MediaException(
                                Kind.ENGINE, "the source vanished while it was read" + quote(ended, file))))
                : ofLimits(ended, file);
    }

    private static Optional<MediaException> known(ConfinedProcess.Ended ended, Path... paths) {
        Optional<ExitSignal> signal = ExitSignal.of(ended);
        for (Symptom symptom : SYMPTOMS) {
            Matcher matcher = symptom.pattern().matcher(ended.stderr());
            // What was logged before a signal is not why the run ended, unless it speaks of the machine.
            boolean counts = signal.isEmpty() || symptom.kind() == Kind.ENGINE || symptom.kind() == Kind.MACHINE;
            if (counts && matcher.find()) {
                return Optional.of(
                        new MediaException(symptom.kind(), symptom.sentence().apply(matcher) + quote(ended, paths)));
            }
        }
        return signal.map(ExitSignal::failure);
    }

    /** The first line that is no consequence of another, without tags, paths of ours and our own long lists. */
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
        String said = lines.stream()
                .filter(line -> !CONSEQUENCE.matcher(line).find())
                .findFirst()
                .orElse(lines.get(0));
        return " (" + (said.length() > QUOTED ? said.substring(0, QUOTED) + "..." : said) + ")";
    }
}
