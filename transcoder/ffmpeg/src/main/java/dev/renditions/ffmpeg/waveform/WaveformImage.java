package dev.renditions.ffmpeg.waveform;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.encoder.Assembly;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.filter.AudioFilterChain;
import dev.renditions.ffmpeg.filter.Downmix;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.order.OwnRun;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.waveform.WaveformPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Makes a {@link WaveformPlan}. Ffmpeg only decodes the audio: its own filter for waveforms keeps every sample until the end, a
 * gigabyte for each hour. No other stream is decoded.
 *
 * @param ffmpeg runs it
 * @param plan the plan
 */
public record WaveformImage(Ffmpeg ffmpeg, WaveformPlan plan) implements OwnRun {
    /** Spans per column of the image, at least. A span that overlaps two columns counts for one of them. */
    private static final int SPANS = 16;

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.WAVEFORM;
    }

    @Override
    public List<OutputFile> encode(Input source, Order order, TimeLeft time) throws IOException {
        WaveformPeaks peaks = new WaveformPeaks(
                channels(plan), SPANS * plan.profile().waveform().width());
        Path file = order.folder().resolve(Assembly.UNVERIFIED);
        RunInputs inputs = RunInputs.whole(source, plan.streams(), ffmpeg.settings(source.file()));
        ConfinedProcess.Ended ended =
                ffmpeg.run(command(inputs, inputs.errors(), plan, order.folder()), time.left(), peaks);
        Diagnosis.checkSuccess(ended, source, file);
        if (peaks.none()) {
            throw new MediaException(Kind.DAMAGED, "no audio could be decoded");
        }
        OwnFile.write(file, WavePng.of(peaks, plan.profile().waveform()));
        return List.of(
                new OutputFile(file, plan.profile().fileName(), plan.profile().mediaType()));
    }

    /** Mono is not converted to stereo, since each channel would be quieter. */
    private static int channels(WaveformPlan plan) {
        return plan.input().channels() == 1 ? 1 : 2;
    }

    /**
     * The command, which writes samples to the standard output.
     *
     * @param errors what the run does when the source is damaged
     */
    public static FfmpegCommand command(RunInputs inputs, DecodeErrorPolicy errors, WaveformPlan plan, Path folder) {
        AudioFilterChain chain =
                new AudioFilterChain(plan.input(), Downmix.toStereo(plan.input().channels()));
        Options samples = chain.options(inputs.label())
                .and(FfmpegOutput.nothingElse())
                .withFlag("vn")
                .with("c:a", "pcm_s16le")
                .with("ac", channels(plan))
                .with("ar", 48_000);
        return new FfmpegCommand(
                GlobalOptions.silent(errors, inputs.settings()),
                inputs.decoded(errors),
                List.of(FfmpegOutput.standardOutput(samples, "s16le")),
                List.of(folder));
    }
}
