package dev.renditions.cli.check;

import dev.renditions.config.SettingsException;
import dev.renditions.packaging.PackagedFile;
import dev.renditions.packaging.conformance.ConformanceCheck;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what to check: named files, and in folders every package (a folder with a {@code master.m3u8}), and every
 * playlist and manifest outside of packages. Does not follow links in folders. For one search.
 */
public final class CheckTargets {
    private final List<CheckTarget> found = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private CheckTargets() {}

    /**
     * Finds the targets.
     *
     * @throws SettingsException with every path that does not exist or has nothing to check
     */
    public static List<CheckTarget> find(List<Path> paths) {
        CheckTargets targets = new CheckTargets();
        paths.forEach(targets::add);
        if (!targets.mistakes.isEmpty()) {
            throw new SettingsException(targets.mistakes);
        }
        return List.copyOf(targets.found);
    }

    private void add(Path path) {
        try {
            if (Files.isDirectory(path)) {
                int before = found.size();
                // A link that the user named is followed.
                Path real = path.toRealPath();
                Files.walkFileTree(real, new Walk(path, real));
                if (found.size() == before) {
                    mistakes.add("no playlist or manifest found in '" + path + "'");
                }
            } else if (!Files.exists(path)) {
                mistakes.add("'" + path + "' does not exist");
            } else if (ConformanceCheck.isManifest(path)) {
                found.add(new CheckTarget(path, false));
            } else {
                mistakes.add("'" + path + "' is neither an HLS playlist nor a DASH manifest");
            }
        } catch (IOException e) {
            mistakes.add("'" + path + "' can't be read: " + e.getMessage());
        }
    }

    private static boolean isManifestName(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".m3u8") || name.endsWith(".mpd");
    }

    /** Walks through one named folder. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path named;
        private final Path real;
        private final Set<Path> packages = new HashSet<>();

        Walk(Path named, Path real) {
            this.named = named;
            this.real = real;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(real) && folder.getFileName().toString().startsWith(".")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.isRegularFile(folder.resolve(PackagedFile.MASTER), LinkOption.NOFOLLOW_LINKS)) {
                packages.add(folder);
                found.add(new CheckTarget(asNamed(folder), true));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isManifestName(file) && !packages.contains(file.getParent())) {
                found.add(new CheckTarget(asNamed(file), false));
            }
            return FileVisitResult.CONTINUE;
        }

        /** Adds the file. Its check reports that it is unreadable. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            found.add(new CheckTarget(asNamed(file), false));
            return FileVisitResult.CONTINUE;
        }

        private Path asNamed(Path path) {
            return named.resolve(real.relativize(path)).normalize();
        }
    }
}
