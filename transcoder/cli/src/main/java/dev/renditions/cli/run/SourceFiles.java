package dev.renditions.cli.run;

import dev.renditions.cli.display.Terminal;
import dev.renditions.config.SettingsException;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The sources that the user named: files and objects as given, and all files in folders with the name extension of
 * media.
 *
 *
 * @param addresses files and objects; those of a folder in alphabetical order
 * @param skipped the number of skipped files in folders, because they are not media by name or can't be read
 */
public record SourceFiles(List<SourceAddress> addresses, int skipped) {
    private static final Set<String> MEDIA = Set.of(
            "3gp", "aac", "ac3", "aif", "aiff", "amr", "avi", "bmp", "flac", "flv", "gif", "jpeg", "jpg", "m2ts", "m4a",
            "m4v", "mka", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "mts", "mxf", "oga", "ogg", "ogv", "opus", "png",
            "tif", "tiff", "ts", "wav", "webm", "webp", "wma", "wmv");

    /**
     * Finds the sources.
     *
     * @param store its folder is skipped, so that renditions are not sources
     * @throws SettingsException if a named file does not exist, or no media is found
     */
    public static SourceFiles find(List<String> arguments, StoreAddress store) {
        List<SourceAddress> found = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        int[] skipped = {0};
        for (String argument : arguments) {
            try {
                SourceAddress address = SourceAddress.parse(argument);
                if (address instanceof SourceAddress.Local local && Files.isDirectory(local.path())) {
                    walk(local.path(), store, found, skipped);
                } else if (address instanceof SourceAddress.Local local && !Files.exists(local.path())) {
                    mistakes.add("'" + argument + "' does not exist");
                } else {
                    found.add(address);
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            } catch (IOException | UncheckedIOException e) {
                mistakes.add("'" + argument + "' can't be listed: " + e.getMessage());
            }
        }
        if (mistakes.isEmpty() && found.isEmpty()) {
            mistakes.add("no media found in " + String.join(", ", arguments) + " (" + skipped[0]
                    + " files with other names)");
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new SourceFiles(List.copyOf(found), skipped[0]);
    }

    public void reportSkipped(Terminal terminal) {
        if (skipped > 0) {
            terminal.say("skipped " + skipped + (skipped == 1 ? " file" : " files")
                    + ": not media by name, or not readable");
        }
    }

    private static void walk(Path folder, StoreAddress store, List<SourceAddress> into, int[] skipped)
            throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                boolean hidden =
                        !dir.equals(folder) && dir.getFileName().toString().startsWith(".");
                return hidden || isStore(dir, store) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // An unreadable folder does not stop the search.
                skipped[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isMedia(file)) {
                    found.add(file);
                } else {
                    skipped[0]++;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        found.forEach(file -> into.add(new SourceAddress.Local(file)));
    }

    private static boolean isMedia(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && MEDIA.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean isStore(Path folder, StoreAddress store) throws IOException {
        return store instanceof StoreAddress.Directory d
                && Files.exists(d.path())
                && Files.isSameFile(folder, d.path());
    }
}
