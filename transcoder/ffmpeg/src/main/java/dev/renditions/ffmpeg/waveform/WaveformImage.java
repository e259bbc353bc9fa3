package dev.renditions.ffmpeg.waveform;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Output;
import dev.renditions.ffmpeg.command.AudioFilterChain;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.Downmix;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.encoder.OutputTracks;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import dev.renditions.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a {@link Plan.Waveform}. Ffmpeg decodes the sound and we draw: its own filter for this keeps every sample until the
 * end, a gigabyte for each hour. Beside other streams nothing is decoded.
 */
public final class WaveformImage {
    /** Of each column; parts of spans count to one of two columns. */
    private static final int SPANS = 16;

    private final Ffmpeg ffmpeg;

    public WaveformImage(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    public List<Output> make(Input source, Plan.Waveform plan, Order order, TimeLeft time) throws IOException {
        WaveformPeaks peaks = new WaveformPeaks(
                channels(plan), SPANS * plan.profile().waveform().width());
        Path file = order.folder().resolve(OutputTracks.UNPROVED);
        RunInputs inputs = RunInputs.whole(source, plan.streams());
        ConfinedProcess.Ended ended = ffmpeg.run(
                arguments(inputs, inputs.errors(), plan, ffmpeg.threads()),
                source.file(),
                order.folder(),
                time.left(),
                peaks);
        Diagnosis.checkSuccess(ended, source, file);
        if (peaks.none()) {
            throw new MediaException(Kind.DAMAGED, "no sound could be decoded");
        }
        OwnFile.write(file, WavePng.of(peaks, plan.profile().waveform()));
        return List.of(
                new Output(file, plan.profile().fileName(), plan.profile().mediaType()));
    }

    /** One stays one: as two, each would be quieter. */
    private static int channels(Plan.Waveform plan) {
        return plan.input().channels() == 1 ? 1 : 2;
    }

    public static List<String> arguments(RunInputs inputs, DecodeErrorPolicy errors, Plan.Waveform plan, int threads) {
        List<String> arguments = CommonArguments.printing(inputs, errors, threads);
        AudioFilterChain chain =
                new AudioFilterChain(plan.input(), Downmix.toStereo(plan.input().channels()));
        arguments.addAll(chain.arguments(inputs.label()));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.add("-vn");
        arguments.addAll(List.of("-c:a", "pcm_s16le", "-ac", Integer.toString(channels(plan)), "-ar", "48000"));
        arguments.addAll(List.of("-f", "s16le", "pipe:1"));
        return arguments;
    }
}
