package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of ffmpeg as a value: inputs, outputs and limits. It becomes a list of arguments only when its process starts.
 * Immutable.
 *
 * @param global the options of the whole run
 * @param inputs the files that it reads, the source first
 * @param outputs the outputs
 * @param folders where it may write; the first is its working directory; empty if it writes nothing
 */
public record FfmpegCommand(
        GlobalOptions global, List<FfmpegInput> inputs, List<FfmpegOutput> outputs, List<Path> folders) {
    /** Copies the lists. */
    public FfmpegCommand {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        folders = List.copyOf(folders);
    }

    /** A run with one input, one output and one folder. */
    public FfmpegCommand(GlobalOptions global, FfmpegInput input, FfmpegOutput output, Path folder) {
        this(global, List.of(input), List.of(output), List.of(folder));
    }

    /** The file that is encoded or examined. */
    public Path source() {
        return inputs.get(0).file();
    }

    /** The files that it reads and that are not in its folders, the source first. */
    public Path[] reads() {
        return Stream.concat(
                        Stream.of(source()),
                        inputs.stream().map(FfmpegInput::file).filter(file -> !folders.contains(file.getParent())))
                .distinct()
                .toArray(Path[]::new);
    }

    /** The most bytes of any file that it may write. The operating system ends a run that does not stop at its output caps. */
    public long ceiling() {
        return OutputCap.ceiling(outputs, global.settings().outputBytes());
    }

    /** The arguments of the command line, without the program. */
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
