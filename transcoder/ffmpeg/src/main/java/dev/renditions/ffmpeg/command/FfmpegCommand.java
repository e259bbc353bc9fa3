package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of ffmpeg: what it reads, makes and writes, and what it may cost. Only the start of its process writes it as words.
 * Immutable.
 *
 * @param global what is said of the whole run
 * @param inputs what it reads, the source first; files beside the source are in its folders
 * @param outputs what it makes
 * @param folders where it may write, and runs, in the first; empty if it writes nothing
 */
public record FfmpegCommand(
        GlobalOptions global, List<FfmpegInput> inputs, List<FfmpegOutput> outputs, List<Path> folders) {
    /** Copies the lists. */
    public FfmpegCommand {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        folders = List.copyOf(folders);
    }

    /** One that reads one file and writes one, into one folder. */
    public FfmpegCommand(GlobalOptions global, FfmpegInput input, FfmpegOutput output, Path folder) {
        this(global, List.of(input), List.of(output), List.of(folder));
    }

    /** The file that it is about. */
    public Path source() {
        return inputs.get(0).file();
    }

    /** The most bytes of any file it may write: the system ends what goes on beyond the caps of its outputs. */
    public long ceiling() {
        return OutputCap.ceiling(outputs, global.settings().outputBytes());
    }

    /** The words of its command line, without the program. */
    public List<String> arguments() {
        List<String> words = new ArrayList<>(global.options().words().toList());
        inputs.forEach(input -> input.words().words().forEach(words::add));
        for (FfmpegOutput output : outputs) {
            output.options(global.settings().outputBytes()).words().forEach(words::add);
            words.add(output.target().url());
        }
        return List.copyOf(words);
    }
}
