package dev.renditions.directory;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Lists the files of a folder with their sizes, without following links. Files may be added and deleted meanwhile. For one
 * thread.
 */
final class FolderFiles extends SimpleFileVisitor<Path> {
    /** A file of a rendition may lie in folders, such as one for each rung. */
    private static final int DEPTH = 16;

    private final Path folder;
    private final SortedMap<String, Long> sizes = new TreeMap<>();

    private FolderFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * The size of each regular file by its path within the folder, with {@code /} between folders.
     *
     * @throws IOException if a folder can't be read
     */
    static SortedMap<String, Long> sizes(Path folder) throws IOException {
        FolderFiles files = new FolderFiles(folder);
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, files);
        return files.sizes;
    }

    /** The path of a file within a folder, with {@code /} between folders. */
    static String path(Path folder, Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            sizes.put(path(folder, file), attributes.size());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
