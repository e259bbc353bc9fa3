package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.index.TrackKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run of ffmpeg that copies tracks that were encoded here, and reads nothing of the source. */
final class TrackCopyRun {
    private TrackCopyRun() {}

    /** A track as an input that keeps its times: otherwise, ffmpeg would shift the first packet of each input to 0. */
    static FfmpegInput input(AssemblyScene scene, LocalTrack track) {
        // Ffmpeg refuses the option for a file without video.
        Options reading = track.recipe().kind() == TrackKind.VIDEO ? FfmpegInput.NO_PICTURES : Options.NONE;
        return FfmpegInput.track(
                reading.with("seek_timestamp", 1),
                track.file(),
                scene.ffmpeg().settings(track.file()).decoder());
    }

    /** Writes files in the folder of an order. */
    static void run(AssemblyScene scene, List<FfmpegInput> inputs, List<RunOutput> outputs) throws IOException {
        Path folder = scene.order().folder();
        FfmpegCommand command = new FfmpegCommand(
                GlobalOptions.usual(
                        DecodeErrorPolicy.LENIENT,
                        scene.ffmpeg().settings(inputs.get(0).file())),
                inputs,
                outputs.stream().map(TrackCopyRun::whole).toList(),
                List.of(folder));
        scene.ffmpeg().run(command, scene.time().left(), ConfinedProcess.Output.IGNORED);
        for (RunOutput output : outputs) {
            output.check();
        }
    }

    private static FfmpegOutput whole(RunOutput output) {
        return new FfmpegOutput(
                output.streams(),
                Optional.of(output.cap()),
                output.muxer(),
                new FfmpegOutput.Target.NewFile(output.file()));
    }
}
