package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the bundle that the product unpacks and runs: the patched files in one folder, and beside them a list with the size and
 * the SHA-256 of each, which is what the product verifies. Run when the project is built.
 */
public final class FfmpegBundle {
    /** The list. Its first line names the jar that the files come from; each other line is a digest, a size and a name. */
    static final String LIST = "files.txt";

    private FfmpegBundle() {}

    /**
     * Makes the bundle, unless the folder has it already.
     *
     * @param arguments the bundle's name, such as {@code linux-x86_64-gpl}, and the folder, which is created if it is missing
     * @throws IllegalArgumentException if the arguments are invalid, or the classpath has no such bundle
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected two arguments: a bundle, such as linux-x86_64-gpl, and a folder");
        }
        write(arguments[0], Path.of(arguments[1]), FfmpegBundle.class.getClassLoader());
    }

    /** Makes the bundle unless it is up to date. Returns whether anything was written. */
    static boolean write(String bundleName, Path folder, ClassLoader classpath) throws IOException {
        UpstreamFiles upstream = UpstreamFiles.find(bundleName, classpath)
                .orElseThrow(() -> new IllegalArgumentException("the classpath has no ffmpeg for " + bundleName));
        Path list = folder.resolve(LIST);
        String origin = "# made from " + upstream.jar().getFileName();
        if (isUpToDate(list, origin, upstream.jar())) {
            return false;
        }
        Files.createDirectories(folder);
        // Written last, so that a build after an interrupted one starts again.
        Files.deleteIfExists(list);
        Set<String> names = PatchedFiles.write(bundleName, upstream, folder);
        deleteAllBut(names, folder);
        StringBuilder lines = new StringBuilder(origin).append('\n');
        for (String name : names) {
            Path file = folder.resolve(name);
            lines.append(sha256(file))
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ')
                    .append(name)
                    .append('\n');
        }
        Files.writeString(list, lines);
        return true;
    }

    private static boolean isUpToDate(Path list, String origin, Path jar) throws IOException {
        if (!Files.exists(list)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            if (!lines.findFirst().equals(Optional.of(origin))) {
                return false;
            }
        }
        long made = Files.getLastModifiedTime(list).toMillis();
        return Files.getLastModifiedTime(jar).toMillis() <= made && codeChanged() <= made;
    }

    /** When the patching code was last changed. It is in a jar or, in a partial build, in a folder of classes. */
    private static long codeChanged() throws IOException {
        Path code = UpstreamFiles.path(
                FfmpegBundle.class.getProtectionDomain().getCodeSource().getLocation());
        if (Files.isRegularFile(code)) {
            return Files.getLastModifiedTime(code).toMillis();
        }
        long newest = 0;
        try (Stream<Path> classes =
                Files.list(code.resolve(FfmpegBundle.class.getPackageName().replace('.', '/')))) {
            for (Path each : classes.toList()) {
                newest = Math.max(newest, Files.getLastModifiedTime(each).toMillis());
            }
        }
        return newest;
    }

    /** Deletes the files that only an older version of the bundle had. */
    private static void deleteAllBut(Set<String> names, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Files.copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
