package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Makes the layer that brings ffmpeg to the functions on AWS Lambda: the programs and libraries of the bundle that is on the
 * classpath, which may be another machine's, in a folder. Run when the functions are built.
 */
public final class FfmpegLayer {
    /** The folder in the layer; functions see it as {@code /opt/ffmpeg}, which is what {@code RENDITIONS_FFMPEG} names. */
    static final String FOLDER = "ffmpeg";

    private FfmpegLayer() {}

    /**
     * Makes it.
     *
     * @param arguments the architecture, as AWS calls it ({@code x86_64} or {@code arm64}), and a folder for the layer, which
     *     is made if it is missing and has none yet
     * @throws IllegalArgumentException if the arguments are others, or the classpath has no bundle for that architecture
     * @throws IOException if it can't be written, or what was written would not start on Lambda
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("say x86_64 or arm64, and a folder for the layer");
        }
        make(arguments[0], Path.of(arguments[1]), FfmpegLayer.class.getClassLoader());
    }

    static void make(String architecture, Path layer, ClassLoader classpath) throws IOException {
        String bundleName = machine(architecture).bundleName();
        UpstreamFiles files = UpstreamFiles.find(bundleName, classpath)
                .orElseThrow(() -> new IllegalArgumentException("the classpath has no ffmpeg for " + bundleName));
        Path folder = Files.createDirectories(layer.resolve(FOLDER));
        PatchedFiles.write(bundleName, files, folder);
        List<String> refused = AmazonLinux.refused(folder);
        if (!refused.isEmpty()) {
            throw new IOException("ffmpeg would not start on Amazon Linux 2023: " + String.join("; ", refused));
        }
    }

    private static LinuxMachine machine(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64" -> LinuxMachine.X86_64;
            case "arm64" -> LinuxMachine.ARM64;
            default ->
                throw new IllegalArgumentException(
                        "Lambda knows no architecture '" + architecture + "'; say x86_64 or arm64");
        };
    }
}
