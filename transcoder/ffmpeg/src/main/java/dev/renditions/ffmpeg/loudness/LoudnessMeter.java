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
import dev.renditions.media.AudioLoudness;
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

/** Measures loudness by EBU R 128, with one run for all tracks of a file. */
public final class LoudnessMeter {
    private static final String NUMBER = "(-?\\d+\\.\\d+|-?inf|-?nan)";

    /** An error of ffmpeg. The level is matched only after component names, since a title in the source may contain it too. */
    private static final Pattern ERROR = Pattern.compile("^((?:\\[[^\\]]*] )*?)\\[(?:panic|fatal|error)] ");

    private final Ffmpeg ffmpeg;

    public LoudnessMeter(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * A track to measure, independent of how it is encoded. Immutable.
     *
     * @param chain its audio and the filters before the measurement
     */
    public record MeasuredTrack(AudioFilterChain chain) {
        /** The part of a source that goes into a track. */
        public static MeasuredTrack of(AudioTrackPlan sound) {
            return new MeasuredTrack(new AudioFilterChain(sound.input(), Downmix.filters(sound)));
        }

        /** Identifies what is measured: the streams and the filters before the measurement. */
        String description() {
            return chain.graph("m");
        }

        /** The whole audio of a file that was encoded here and has no other stream. */
        public static MeasuredTrack all() {
            return new MeasuredTrack(new AudioFilterChain(new AudioInput(0, 0), List.of("anull")));
        }
    }

    /**
     * Measures tracks of a file, unless they were measured before.
     *
     * @param folder the working directory of the run
     * @param duration the duration of the file, for its progress; empty if unknown
     * @throws MediaException if the file can't be decoded completely, or not within the limit
     */
    public Map<MeasuredTrack, LoudnessMeasurement> measure(
            Input file,
            List<MeasuredTrack> tracks,
            Path folder,
            Duration limit,
            Optional<Duration> duration,
            Transcoder.Progress progress) {
        Map<MeasuredTrack, LoudnessMeasurement> all = new LinkedHashMap<>();
        List<MeasuredTrack> unknown = new ArrayList<>();
        for (MeasuredTrack track : tracks) {
            file.measurements()
                    .loudness(track.description())
                    .ifPresentOrElse(
                            known ->
                                    all.put(track, new LoudnessMeasurement(known.integratedLufs(), known.truePeakDb())),
                            () -> unknown.add(track));
        }
        if (!unknown.isEmpty()) {
            Map<MeasuredTrack, LoudnessMeasurement> measured = run(file, unknown, folder, limit, duration, progress);
            file.measurements()
                    .record(measured.entrySet().stream()
                            .collect(Collectors.toMap(
                                    each -> each.getKey().description(),
                                    each -> new AudioLoudness(
                                            each.getValue().integratedLufs(),
                                            each.getValue().truePeakDb()))));
            all.putAll(measured);
        }
        return all;
    }

    /** Runs ffmpeg. */
    private Map<MeasuredTrack, LoudnessMeasurement> run(
            Input file,
            List<MeasuredTrack> tracks,
            Path folder,
            Duration limit,
            Optional<Duration> duration,
            Transcoder.Progress progress) {
        RunInputs inputs = RunInputs.whole(
                file,
                tracks.stream()
                        .flatMap(track -> track.chain().input().streams().stream())
                        .toList(),
                ffmpeg.settings(file.file()));
        ConfinedProcess.Ended ended = ffmpeg.runUnchecked(
                command(inputs, inputs.errors(), tracks, folder), limit, new ProgressLines(duration, progress));
        ConfinedProcess.Ended withErrorsOnly = new ConfinedProcess.Ended(ended.exitCode(), errors(ended.stderr()));
        if (ended.exitCode() != 0) {
            throw Diagnosis.ofEncode(withErrorsOnly, file.file(), folder.resolve("any"));
        }
        Diagnosis.checkSuccess(withErrorsOnly, file, folder.resolve("any"));
        Map<MeasuredTrack, LoudnessMeasurement> measured = new LinkedHashMap<>();
        for (int i = 0; i < tracks.size(); i++) {
            measured.put(tracks.get(i), read(ended.stderr(), i));
        }
        return measured;
    }

    /** The command. All tracks are in one filter graph, so that their results are logged one after the other, not interleaved. */
    public static FfmpegCommand command(
            RunInputs inputs, DecodeErrorPolicy errors, List<MeasuredTrack> tracks, Path folder) {
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

    /** Reads a measurement from ffmpeg's log. The last match counts, since earlier lines may repeat text of the source. */
    public static LoudnessMeasurement read(String log, int track) {
        Matcher matcher = Pattern.compile(
                        "\\[ebur128@m" + track + " @ [^]]*] \\[info] Summary:.*?\\sI:\\s+" + NUMBER
                                + " LUFS.*?\\sPeak:\\s+" + NUMBER + " dBFS",
                        Pattern.DOTALL)
                .matcher(log);
        Optional<LoudnessMeasurement> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(new LoudnessMeasurement(number(matcher.group(1)), number(matcher.group(2))));
        }
        return last.orElseThrow(
                () -> new MediaException(Kind.DAMAGED, "no audio could be decoded to measure its loudness"));
    }

    /** The number; minus infinity, which is silence, for {@code inf} and {@code nan}. */
    private static double number(String text) {
        return text.endsWith("inf") || text.endsWith("nan") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    }

    /** The errors in ffmpeg's log, without their levels. */
    static String errors(String stderr) {
        return stderr.lines()
                .map(ERROR::matcher)
                .filter(Matcher::find)
                .map(found -> found.replaceFirst("$1"))
                .collect(Collectors.joining("\n"));
    }
}
