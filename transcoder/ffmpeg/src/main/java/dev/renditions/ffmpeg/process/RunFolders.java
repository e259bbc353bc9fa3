package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The folders that a run may write into, looked at when it has ended. A program that was taken over can leave links there,
 * and we, who are in no sandbox, would read and write through them. Nothing that we ask of ffmpeg makes anything but plain
 * files.
 *
 * @param folders where it wrote
 */
public record RunFolders(List<Path> folders) {
    /**
     * Checks that plain files with one name each are all that lies there.
     *
     * @throws MediaException of kind DAMAGED if anything else does: no source that is media leads to that
     */
    public void requirePlain() {
        for (Path folder : folders) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                if (Files.isSymbolicLink(folder)) {
                    throw takenOver();
                }
                for (Path file : files) {
                    if (!isPlain(file)) {
                        throw takenOver();
                    }
                }
            } catch (NoSuchFileException e) {
                // The job was given up, and nothing of it is read any more.
            } catch (IOException e) {
                throw new MediaException(Kind.ENGINE, "what the program wrote can't be looked at: " + e, e);
            }
        }
    }

    /**
     * Checks that they are still there: a run writes on into a file that was deleted, and claims success.
     *
     * @throws MediaException of kind ENGINE if one is gone
     */
    public void requirePresent() {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new MediaException(Kind.ENGINE, "the folder for temporary files vanished while the program ran");
            }
        }
    }

    private static MediaException takenOver() {
        return new MediaException(
                Kind.DAMAGED,
                "the program left a link or a folder where only its output belongs; it may have been taken over by what it"
                        + " read");
    }

    private static boolean isPlain(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isRegularFile()
                && names(file) == 1;
    }

    /** A second name may be in another order's folder, or that of a file which is not ours. */
    private static int names(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : 1;
    }
}
