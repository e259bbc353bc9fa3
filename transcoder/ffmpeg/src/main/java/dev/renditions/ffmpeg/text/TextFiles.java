package dev.renditions.ffmpeg.text;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.captions.TextCodec;
import dev.renditions.captions.TextFormat;
import dev.renditions.captions.cue.TooMuchTextException;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Extracts the text tracks of a source, each into a WebVTT file. Ffmpeg only copies them into files of their formats: its
 * conversion to WebVTT would lose positions and show drawings as text. The limit on streams of a source also limits the tracks. A
 * truncated source fails, since its texts would end too early.
 */
public final class TextFiles {
    /** A video of three hours with constant dialogue has 150 kB. */
    private static final OutputCap CAP = new OutputCap(8L << 20);

    /** ASS files contain drawings and effects, too: those of animated videos can have tens of megabytes. */
    private static final OutputCap SCRIPT_CAP = new OutputCap(64L << 20);

    /**
     * Added to all times while ffmpeg writes them, and subtracted afterwards. Ffmpeg counts times from the start of video and
     * audio: a text before that has a negative time, for which ffmpeg would shift all texts of the track.
     */
    private static final Duration ZERO = Duration.ofSeconds(60);

    private final Ffmpeg ffmpeg;

    public TextFiles(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Extracts the tracks without decoding other streams.
     *
     * @param folder the folder for the files {@code text-1}, {@code text-2} and so on, which do not exist yet
     * @return a file for each track, in their order
     * @throws MediaException if the source is damaged, or a track is larger than texts can be
     */
    public List<Path> extract(Input source, List<TextTrack> tracks, Path folder, TimeLeft time) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            files.add(folder.resolve("text-" + (i + 1)));
        }
        ConfinedProcess.Ended ended =
                ffmpeg.run(command(source, tracks, files, folder), time.left(), ConfinedProcess.Output.IGNORED);
        Diagnosis.checkSuccess(ended, source, folder.resolve("any"));
        for (int i = 0; i < files.size(); i++) {
            TextFormat format = format(tracks.get(i));
            cap(format).check(files.get(i));
            rewrite(files.get(i), format);
        }
        return files;
    }

    private FfmpegCommand command(Input source, List<TextTrack> tracks, List<Path> files, Path folder) {
        RunInputs inputs = RunInputs.whole(
                source, tracks.stream().map(TextTrack::stream).toList(), ffmpeg.settings(source.file()));
        List<FfmpegOutput> outputs = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            outputs.add(output(tracks.get(i), files.get(i)));
        }
        return new FfmpegCommand(
                GlobalOptions.usual(inputs.errors(), inputs.settings()),
                inputs.undecoded(inputs.errors()),
                outputs,
                List.of(folder));
    }

    private static FfmpegOutput output(TextTrack track, Path file) {
        Options stream = FfmpegOutput.stream(track.stream())
                .and(FfmpegOutput.withoutMetadata())
                .withFlag("vn")
                .withFlag("an")
                .withFlag("dn");
        Options muxer = Options.of("avoid_negative_ts", "disabled")
                .with("output_ts_offset", ZERO)
                .and(conversion(track));
        return FfmpegOutput.file(stream, cap(format(track)), muxer, file);
    }

    private static Options conversion(TextTrack track) {
        return switch (format(track)) {
            // Keeps the order of the container: ffmpeg sorts unordered lines slowly.
            case ASS -> Options.of("c:s", "copy").with("ignore_readorder", 1).with("f", "ass");
            case WEBVTT -> Options.of("c:s", "copy").with("f", "webvtt");
            // The text format of MP4 is binary, so it is converted.
            case SUBRIP ->
                Options.of(
                                "c:s",
                                TextCodec.of(track.codec())
                                                .filter(TextCodec.MOV_TEXT::equals)
                                                .isPresent()
                                        ? "subrip"
                                        : "copy")
                        .with("f", "srt");
        };
    }

    /** The format that a track is extracted in. */
    private static TextFormat format(TextTrack track) {
        return TextCodec.of(track.codec()).map(TextCodec::format).orElse(TextFormat.SUBRIP);
    }

    private static OutputCap cap(TextFormat format) {
        return format == TextFormat.ASS ? SCRIPT_CAP : CAP;
    }

    private static void rewrite(Path file, TextFormat format) throws IOException {
        WebVtt captions;
        try {
            captions = format.read(file, ZERO, CAP.bytes());
        } catch (TooMuchTextException e) {
            throw new MediaException(Kind.LIMIT, String.valueOf(e.getMessage()), e);
        }
        OwnFile.write(file, captions.text());
    }
}
