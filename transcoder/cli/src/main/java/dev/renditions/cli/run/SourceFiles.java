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
 * What the user named, taken apart: files and objects as they are, and in folders everything that is media by its name.
 *
 * @param addresses files and objects; those of a folder in alphabetical order
 * @param skipped how many files in folders were passed over, since their names are not those of media, or they can't be read
 */
public record SourceFiles(List<SourceAddress> addresses, int skipped) {
    private static final Set<String> MEDIA = Set.of(
            "3gp", "aac", "ac3", "aif", "aiff", "amr", "avi", "bmp", "flac", "flv", "gif", "jpeg", "jpg", "m2ts", "m4a",
            "m4v", "mka", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "mts", "mxf", "oga", "ogg", "ogv", "opus", "png",
            "tif", "tiff", "ts", "wav", "webm", "webp", "wma", "wmv");

    /**
     * Finds them.
     *
     * @param store folders of the store itself are passed over, so that renditions are not encoded again
     * @throws SettingsException if something that was named does not exist, or nothing is media
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
                    mistakes.add("there is no '" + argument + "'");
                } else {
                    found.add(address);
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            } catch (IOException | UncheckedIOException e) {
                mistakes.add("'" + argument + "' can't be looked into: " + e.getMessage());
            }
        }
        if (mistakes.isEmpty() && found.isEmpty()) {
            mistakes.add("there is no media in " + String.join(", ", arguments) + " (" + skipped[0]
                    + " files with other names)");
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new SourceFiles(List.copyOf(found), skipped[0]);
    }

    public void sayWhatWasSkipped(Terminal terminal) {
        if (skipped > 0) {
            terminal.say("passed over " + skipped + (skipped == 1 ? " file" : " files")
                    + ": no media by name, or not to be read");
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
                // One folder that may not be looked into is no reason to refuse the others.
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
