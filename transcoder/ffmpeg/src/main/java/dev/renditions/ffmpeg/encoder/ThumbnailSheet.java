package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.InputWhitelist;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.packaging.Thumbnails;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the sheet of {@link Thumbnails} of a track of ours: of key frames alone, so that nothing else is decoded. */
final class ThumbnailSheet {
    private static final int QUALITY = 5;

    private final Ffmpeg ffmpeg;

    ThumbnailSheet(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Makes it.
     *
     * @param track a track of a ladder
     * @param sheet where; nothing is there
     */
    void make(Path track, Thumbnails thumbnails, Path sheet, TimeLeft time) {
        Path folder = sheet.resolveSibling("");
        ffmpeg.run(arguments(track, thumbnails, sheet), track, folder, time.left(), ConfinedProcess.Output.IGNORED);
    }

    private List<String> arguments(Path track, Thumbnails thumbnails, Path sheet) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(DecodeErrorPolicy.STRICT, ffmpeg.threads()));
        arguments.addAll(InputWhitelist.global());
        arguments.addAll(List.of("-threads", Integer.toString(ffmpeg.threads())));
        arguments.addAll(DecodeErrorPolicy.STRICT.decoding());
        arguments.addAll(List.of("-skip_frame", "nokey"));
        arguments.addAll(InputWhitelist.input(track));
        String filters = String.join(
                ",",
                "select=not(mod(n\\," + thumbnails.every() + "))",
                "scale=" + thumbnails.tile().width() + ":" + thumbnails.tile().height()
                        + ":out_color_matrix=bt601:out_range=pc",
                "format=yuvj420p",
                "tile=" + thumbnails.columns() + "x" + thumbnails.rows() + ":nb_frames=" + thumbnails.tiles());
        arguments.addAll(List.of("-map", "0:v", "-fps_mode", "passthrough", "-vf", filters));
        arguments.addAll(List.of("-frames:v", "1", "-c:v", "mjpeg", "-q:v", Integer.toString(QUALITY)));
        arguments.addAll(List.of("-threads:v", Integer.toString(ffmpeg.threads()), "-update", "1", "-f", "image2"));
        arguments.addAll(CommonArguments.output(sheet));
        return List.copyOf(arguments);
    }
}
