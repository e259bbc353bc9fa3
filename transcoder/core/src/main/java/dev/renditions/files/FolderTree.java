package dev.renditions.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder and everything below it, where other users may have put links: none of them is followed, so that nothing outside
 * the folder is read or written. The path of the folder itself may have links. Each element of a path is checked before the
 * path is used; a user who can write into these folders at that very moment still wins the race. Immutable.
 *
 * @param root the folder; need not exist
 */
public record FolderTree(Path root) {
    /**
     * A path in the folder, after a check that no element of it is a link.
     *
     * @param inner a path within the folder; need not exist
     * @throws IOException if an element is a link, or can't be checked
     */
    public Path resolve(String inner) throws IOException {
        Optional<BasicFileAttributes> unused = attributes(inner);
        return root.resolve(inner);
    }

    /** The attributes of a file or folder after the same check; empty if it does not exist. */
    public Optional<BasicFileAttributes> attributes(String inner) throws IOException {
        Path named = Path.of(inner);
        if (!root.resolve(named).normalize().startsWith(root.normalize())) {
            throw new IOException("'" + inner + "' is not within its folder");
        }
        Path here = root;
        BasicFileAttributes attributes = null;
        for (Path step : named) {
            here = here.resolve(step);
            try {
                attributes = Files.readAttributes(here, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
            if (attributes.isSymbolicLink()) {
                throw refusal(here);
            }
        }
        return Optional.ofNullable(attributes);
    }

    /** Opens a file; a link in its place is an error. */
    public InputStream read(String inner) throws IOException {
        return Files.newInputStream(resolve(inner), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Checks the last element of a path whose other elements were checked before.
     *
     * @throws IOException if it is a link
     */
    public static void refuseLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw refusal(path);
        }
    }

    private static IOException refusal(Path link) {
        return new IOException(link + " is a link, which is not followed; delete it, and find out who created it");
    }
}
