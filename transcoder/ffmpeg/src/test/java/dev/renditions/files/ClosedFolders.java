package dev.renditions.files;

import dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A test program that deletes folders without permissions, as a hostile program may leave them. */
final class ClosedFolders {
    private ClosedFolders() {}

    /** Prints whether all are deleted. */
    public static void main(String[] arguments) throws IOException {
        OwnProcessMemory.protect(PathRules.STRICT);
        Path job = Files.createTempDirectory("closed-");
        for (String permissions : new String[] {"-wx------", "---------", "r--------", "r-x------", "-wx---rwx"}) {
            Path inner = Files.createDirectories(job.resolve(permissions + "/inner"));
            Files.writeString(inner.resolve("file"), "large");
            Files.writeString(inner.resolveSibling("file"), "large");
            close(inner, permissions);
            close(inner.getParent(), permissions);
        }
        try {
            Deletion.delete(job);
            System.out.println("deleted: " + Files.notExists(job));
        } catch (IOException e) {
            System.out.println("left in " + job + ": " + e);
        }
    }

    private static void close(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
}
