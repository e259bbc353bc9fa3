package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Transcoder.Input;
import dev.renditions.media.WebVtt;
import dev.renditions.plan.TextTrack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the texts out of a source: each track a WebVTT file. There are no more tracks than a source may have streams. One
 * that is cut short gives none: they would end too early.
 */
final class TextFiles {
    /** A film of three hours in which everybody talks has 150 kB. */
    private static final OutputCap CAP = new OutputCap(8L << 20);

    private final Ffmpeg ffmpeg;

    TextFiles(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Writes the tracks, decoding nothing else.
     *
     * @param folder where, with nothing of that name in it
     * @return a file for each track, in their order
     * @throws MediaException if the source is damaged, or a track is larger than texts are
     */
    List<Path> extract(Input source, List<TextTrack> tracks, Path folder, TimeLeft time) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            files.add(folder.resolve("text-" + (i + 1)));
        }
        ConfinedProcess.Ended ended = ffmpeg.run(
                arguments(source, tracks, files), source.file(), folder, time.left(), ConfinedProcess.Output.IGNORED);
        Diagnosis.checkSuccess(ended, source, folder.resolve("any"));
        for (Path file : files) {
            CAP.check(file);
            rewrite(file);
        }
        return files;
    }

    private List<String> arguments(Input source, List<TextTrack> tracks, List<Path> files) {
        RunInputs inputs =
                RunInputs.whole(source, tracks.stream().map(TextTrack::stream).toList());
        List<String> arguments = CommonArguments.undecoded(inputs, inputs.errors(), ffmpeg.threads());
        for (int i = 0; i < tracks.size(); i++) {
            arguments.addAll(CommonArguments.stream(tracks.get(i).stream()));
            arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-vn", "-an", "-dn"));
            arguments.addAll(CAP.arguments());
            arguments.addAll(List.of("-c:s", "webvtt", "-f", "webvtt"));
            arguments.addAll(CommonArguments.output(files.get(i)));
        }
        return arguments;
    }

    private static void rewrite(Path file) throws IOException {
        WebVtt captions;
        try {
            captions = WebVtt.salvage(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new MediaException(Kind.DAMAGED, "its subtitles can't be read: " + e.getMessage(), e);
        }
        OwnFile.write(file, CaptionText.harmless(captions).text());
    }
}
