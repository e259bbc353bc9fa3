package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Makes the Lambda layer with ffmpeg: a folder with the programs and libraries of a bundle on the classpath, which may be for
 * another architecture than this machine's. Run when the functions are built.
 */
public final class FfmpegLayer {
    /** The folder in the layer; functions see it as {@code /opt/ffmpeg}, which is what {@code RENDITIONS_FFMPEG} names. */
    static final String FOLDER = "ffmpeg";

    private FfmpegLayer() {}

    /**
     * Makes the layer.
     *
     * @param arguments the architecture, as AWS calls it ({@code x86_64} or {@code arm64}), and the folder of the layer, which
     *     is created if it is missing
     * @throws IllegalArgumentException if the arguments are invalid, or the classpath has no bundle for that architecture
     * @throws IOException if the layer can't be written, or its programs would not start on Lambda
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected two arguments: x86_64 or arm64, and a folder for the layer");
        }
        write(arguments[0], Path.of(arguments[1]), FfmpegLayer.class.getClassLoader());
    }

    static void write(String architecture, Path layer, ClassLoader classpath) throws IOException {
        String bundleName = machine(architecture).bundleName();
        UpstreamFiles files = UpstreamFiles.find(bundleName, classpath)
                .orElseThrow(() -> new IllegalArgumentException("the classpath has no ffmpeg for " + bundleName));
        Path folder = Files.createDirectories(layer.resolve(FOLDER));
        PatchedFiles.write(bundleName, files, folder);
        List<String> problems = AmazonLinux.problems(folder);
        if (!problems.isEmpty()) {
            throw new IOException("ffmpeg would not start on Amazon Linux 2023: " + String.join("; ", problems));
        }
    }

    private static LinuxMachine machine(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64" -> LinuxMachine.X86_64;
            case "arm64" -> LinuxMachine.ARM64;
            default ->
                throw new IllegalArgumentException(
                        "Lambda does not support the architecture '" + architecture + "'; use x86_64 or arm64");
        };
    }
}
