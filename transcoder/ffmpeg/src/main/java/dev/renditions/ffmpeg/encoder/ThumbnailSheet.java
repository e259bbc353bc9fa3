package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunSettings;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.packaging.Thumbnails;
import java.nio.file.Path;

/** Makes the sheet of {@link Thumbnails} from an encoded track. It decodes only the key frames. */
final class ThumbnailSheet {
    private static final int QUALITY = 5;

    private final Ffmpeg ffmpeg;

    ThumbnailSheet(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Makes the sheet.
     *
     * @param track a track of a ladder
     * @param sheet the file to write, which does not exist yet
     */
    void make(Path track, Thumbnails thumbnails, Path sheet, TimeLeft time) {
        ffmpeg.run(command(track, thumbnails, sheet), time.left(), ConfinedProcess.Output.IGNORED);
    }

    private FfmpegCommand command(Path track, Thumbnails thumbnails, Path sheet) {
        RunSettings settings = ffmpeg.settings(track);
        DecodeErrorPolicy errors = DecodeErrorPolicy.STRICT;
        Options reading =
                Options.of("threads", settings.threads()).and(errors.decoding()).with("skip_frame", "nokey");
        String filters = String.join(
                ",",
                "select=not(mod(n\\," + thumbnails.every() + "))",
                "scale=" + thumbnails.tile().width() + ":" + thumbnails.tile().height()
                        + ":out_color_matrix=bt601:out_range=pc",
                "format=yuvj420p",
                "tile=" + thumbnails.columns() + "x" + thumbnails.rows() + ":nb_frames=" + thumbnails.tiles());
        Options picture = Options.of("map", "0:v")
                .with("fps_mode", "passthrough")
                .with("vf", filters)
                .with("frames:v", 1)
                .with("c:v", "mjpeg")
                .with("q:v", QUALITY)
                .with("threads:v", settings.threads());
        return new FfmpegCommand(
                GlobalOptions.usual(errors, settings),
                FfmpegInput.track(reading, track, settings.decoder()),
                FfmpegOutput.file(picture, FfmpegOutput.ONE_IMAGE, sheet),
                sheet.resolveSibling(""));
    }
}
