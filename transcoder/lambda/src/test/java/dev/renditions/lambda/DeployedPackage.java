package dev.renditions.lambda;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies the package and the layer of the functions to the folders that they have on AWS. */
final class DeployedPackage {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private DeployedPackage() {}

    /** Copies the package to {@code function} and the layer to {@code opt}; skips the test if the package was not built. */
    static void putInto(Path deployed) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            Skip.test("Lambda's runtime is not tested: it only runs on Linux");
        }
        if (!Files.isDirectory(TARGET.resolve("function"))) {
            Skip.test("Lambda's runtime is not tested: the package does not exist; './mvnw verify' builds it");
        }
        Path libraries = Files.createDirectories(deployed.resolve("function").resolve("lib"));
        try (Stream<Path> ours = Files.list(TARGET);
                Stream<Path> others = Files.list(TARGET.resolve("function").resolve("lib"))) {
            // As deploy/package does.
            for (Path jar : Stream.concat(
                            ours.filter(file ->
                                    file.getFileName().toString().matches("transcoder-lambda-.*(?<!-tests)\\.jar")),
                            others)
                    .toList()) {
                Files.copy(jar, libraries.resolve(jar.getFileName()));
            }
        }
        putLayerInto(Files.createDirectories(deployed.resolve("opt").resolve("ffmpeg")));
    }

    /** The unpacked bundle has the same files as the layer. */
    private static void putLayerInto(Path layer) throws IOException {
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(TestMedia.program("ffmpeg").getParent()))) {
            for (Path file : files.toList()) {
                Files.copy(file, layer.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /**
     * Copies the layer with a script in place of ffmpeg, which runs ffmpeg at its end.
     *
     * @param to the new folder
     */
    static Path layerWithScript(Path deployed, Path to, String script) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(deployed.resolve("opt").resolve("ffmpeg"))) {
            for (Path file : files.toList()) {
                Files.createLink(to.resolve(file.getFileName()), file);
            }
        }
        Path real = Files.move(to.resolve("ffmpeg"), to.resolve("ffmpeg.real"));
        Files.write(to.resolve("ffmpeg"), List.of("#!/bin/sh", script, "exec '" + real + "' \"$@\""));
        Files.setPosixFilePermissions(to.resolve("ffmpeg"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return to;
    }
}
