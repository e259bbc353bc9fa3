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
 * Checks the folders that a run may write to, after it has ended. A program that was taken over can leave links there, and our
 * process, which is not in a sandbox, would read and write through them. Our commands never make ffmpeg create anything but
 * plain files.
 *
 * @param folders the folders that it may write to
 */
public record RunFolders(List<Path> folders) {
    /**
     * Checks that the folders contain only plain files with one name each.
     *
     * @throws MediaException of kind DAMAGED if they contain anything else, which no valid source causes
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
                // The job was cancelled, so its files are not read any more.
            } catch (IOException e) {
                throw new MediaException(Kind.ENGINE, "the output folder of the program can't be read: " + e, e);
            }
        }
    }

    /**
     * Checks that the folders still exist: a run continues to write to a deleted file, and exits with 0.
     *
     * @throws MediaException of kind ENGINE if one does not exist
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
                "the program created a link, a folder or another special file among its output; the source may have exploited"
                        + " a vulnerability in it");
    }

    private static boolean isPlain(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isRegularFile()
                && names(file) == 1;
    }

    /** The number of hard links: another name may be in another job's folder, or belong to a file that is not ours. */
    private static int names(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : 1;
    }
}
