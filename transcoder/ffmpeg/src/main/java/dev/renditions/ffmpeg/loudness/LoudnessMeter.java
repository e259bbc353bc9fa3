package dev.renditions.ffmpeg.loudness;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.filter.AudioFilterChain;
import dev.renditions.ffmpeg.filter.Downmix;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.ProgressLines;
import dev.renditions.kind.track.AudioInput;
import dev.renditions.kind.track.AudioTrackPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Measures loudness after EBU R 128: one run for all that is to be measured of a file. */
public final class LoudnessMeter {
    private static final String NUMBER = "(-?\\d+\\.\\d+|-?inf|-?nan)";

    /** The mark is looked for behind names alone: an uploader's title may contain one too. */
    private static final Pattern ERROR = Pattern.compile("^((?:\\[[^\\]]*] )*?)\\[(?:panic|fatal|error)] ");

    private final Ffmpeg ffmpeg;

    public LoudnessMeter(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * One track as it is heard, however it is then encoded. Immutable.
     *
     * @param chain the sound, and what is done to it first
     */
    public record Heard(AudioFilterChain chain) {
        /** What of a source goes into a track. */
        public static Heard of(AudioTrackPlan sound) {
            return new Heard(new AudioFilterChain(sound.input(), Downmix.filters(sound)));
        }

        /** All of a file of ours with sound alone. */
        public static Heard all() {
            return new Heard(new AudioFilterChain(new AudioInput(0, 0), List.of("anull")));
        }
    }

    /**
     * Measures tracks of a file.
     *
     * @param folder where it runs
     * @param duration how long the file is, for what is told of its progress
     * @throws MediaException if the file can't be decoded completely, or not within the limit
     */
    public Map<Heard, LoudnessMeasurement> measure(
            Input file,
            List<Heard> tracks,
            Path folder,
            Duration limit,
            Optional<Duration> duration,
            Transcoder.Progress progress) {
        RunInputs inputs = RunInputs.whole(
                file,
                tracks.stream()
                        .flatMap(heard -> heard.chain().input().streams().stream())
                        .toList(),
                ffmpeg.settings(file.file()));
        ConfinedProcess.Ended ended = ffmpeg.runUnchecked(
                command(inputs, inputs.errors(), tracks, folder), limit, new ProgressLines(duration, progress));
        ConfinedProcess.Ended complaints = new ConfinedProcess.Ended(ended.exitCode(), errors(ended.stderr()));
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofEncode(complaints, file.file(), folder.resolve("any"));
        }
        Diagnosis.checkSuccess(complaints, file, folder.resolve("any"));
        Map<Heard, LoudnessMeasurement> measured = new LinkedHashMap<>();
        for (int i = 0; i < tracks.size(); i++) {
            measured.put(tracks.get(i), read(ended.stderr(), i));
        }
        return measured;
    }

    /** In one graph of filters, so that one ends after the other and what they say is not mixed. */
    public static FfmpegCommand command(RunInputs inputs, DecodeErrorPolicy errors, List<Heard> tracks, Path folder) {
        List<String> chains = new ArrayList<>();
        List<Options> ends = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            AudioFilterChain chain = tracks.get(i).chain();
            List<String> filters = new ArrayList<>(chain.filters());
            filters.add("ebur128@m" + i + "=peak=true:framelog=quiet");
            chains.add(new AudioFilterChain(chain.input(), filters).graph("out" + i));
            ends.add(Options.of("map", "[out" + i + "]"));
        }
        ends.set(0, Options.of("filter_complex", String.join(";", chains)).and(ends.get(0)));
        return new FfmpegCommand(
                GlobalOptions.measuring(errors, inputs.settings()),
                inputs.decoded(errors),
                ends.stream().map(FfmpegOutput::discarded).toList(),
                List.of(folder));
    }

    /** The last that has the form counts: before it, ffmpeg repeats what uploaders write. */
    public static LoudnessMeasurement read(String said, int track) {
        Matcher matcher = Pattern.compile(
                        "\\[ebur128@m" + track + " @ [^]]*] \\[info] Summary:.*?\\sI:\\s+" + NUMBER
                                + " LUFS.*?\\sPeak:\\s+" + NUMBER + " dBFS",
                        Pattern.DOTALL)
                .matcher(said);
        Optional<LoudnessMeasurement> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(new LoudnessMeasurement(number(matcher.group(1)), number(matcher.group(2))));
        }
        return last.orElseThrow(
                () -> new MediaException(Kind.DAMAGED, "nothing could be decoded whose loudness could be measured"));
    }

    /** What is no number is silence. */
    private static double number(String text) {
        return text.endsWith("inf") || text.endsWith("nan") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    }

    /** What it complains of, without the marks. */
    static String errors(String stderr) {
        return stderr.lines()
                .map(ERROR::matcher)
                .filter(Matcher::find)
                .map(found -> found.replaceFirst("$1"))
                .collect(Collectors.joining("\n"));
    }
}
