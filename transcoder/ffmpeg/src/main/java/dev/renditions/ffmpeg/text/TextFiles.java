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
 * Takes the texts out of a source: each track a WebVTT file. Ffmpeg copies them into files of their own formats, as its
 * conversion to WebVTT would lose places and show drawings. There are no more tracks than a source may have streams. A source
 * that is truncated gives none: its texts would end too early.
 */
public final class TextFiles {
    /** A film of three hours in which everybody talks has 150 kB. */
    private static final OutputCap CAP = new OutputCap(8L << 20);

    /** Scripts of ASS have drawings and effects beside their texts: those of animated films have tens of megabytes. */
    private static final OutputCap SCRIPT_CAP = new OutputCap(64L << 20);

    /**
     * Added to all times, which ffmpeg counts from the beginning of pictures and sound: a text that appears before that would
     * make it move all others of its track.
     */
    private static final Duration ZERO = Duration.ofSeconds(60);

    private final Ffmpeg ffmpeg;

    public TextFiles(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Writes the tracks, decoding nothing else.
     *
     * @param folder where, with nothing of that name in it
     * @return a file for each track, in their order
     * @throws MediaException if the source is damaged, or a track is larger than texts are
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
            // Lines in the order of the container: sorting them would take ffmpeg long if they are out of order.
            case ASS -> Options.of("c:s", "copy").with("ignore_readorder", 1).with("f", "ass");
            case WEBVTT -> Options.of("c:s", "copy").with("f", "webvtt");
            // The text of MP4 is no text file: it has its styles in a binary form of their own.
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

    /** The format that the texts of a track are taken out in. */
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
