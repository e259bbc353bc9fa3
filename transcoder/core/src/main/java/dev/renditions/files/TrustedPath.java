package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether other users of this machine can't redirect a path: each folder on the way belongs to this user or root, and nobody
 * else may write into it, unless it is sticky like {@code /tmp}, where nobody can rename the files of others. The same is
 * required of each link on the way, of the folders that it leads through, and of the file itself. OpenSSH does the same
 * with {@code StrictModes}.
 *
 * <p>A group may write if it has the owner's name and no other member: some systems give each user such a group. On systems
 * without Unix owners (Windows), every path is trusted.
 */
public final class TrustedPath {
    private static final int MOST_LINKS = 40;
    /** The bit of {@code chmod +t}. */
    private static final int STICKY = 01000;

    private final Path named;
    private final Set<Path> exempt;
    private final boolean ownNames;
    private final Deque<Path> left = new ArrayDeque<>();
    private int links;

    private TrustedPath(Path named, Set<Path> exempt, boolean ownNames) {
        this.named = named;
        this.exempt = exempt;
        this.ownNames = ownNames;
    }

    /**
     * What is wrong with a path, as a sentence with advice; empty if nothing is. Folders that do not exist yet are no
     * objection, because this process creates them.
     *
     * @throws IOException if the path can't be examined
     */
    public static Optional<String> objection(Path path) throws IOException {
        return objection(path, Set.of());
    }

    /** The same, but some folders are trusted with everything in them. */
    static Optional<String> objection(Path path, Set<Path> exempt) throws IOException {
        return objection(path, exempt, true);
    }

    /**
     * The same.
     *
     * @param ownNames whether this process chooses unpredictable names in the folder. If names are predictable, others must
     *     not create any, so the folder itself must not be writable to them, even if it is sticky
     */
    static Optional<String> objection(Path path, Set<Path> exempt, boolean ownNames) throws IOException {
        return Ownership.known() ? new TrustedPath(path, exempt, ownNames).walk() : Optional.empty();
    }

    /**
     * Checks a path.
     *
     * @throws IOException with the {@link #objection}, if there is one
     */
    public static void require(Path path) throws IOException {
        Optional<String> objection = objection(path);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
    }

    private Optional<String> walk() throws IOException {
        Path absolute = named.toAbsolutePath();
        Path here = absolute.getRoot();
        push(absolute);
        Optional<String> objection = check(here);
        while (objection.isEmpty() && !left.isEmpty()) {
            // Like the system, resolves ".." after a link against the link's target.
            here = here.resolve(left.pop()).normalize();
            if (!Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            objection = check(here);
            if (objection.isEmpty() && Files.isSymbolicLink(here)) {
                here = follow(here);
            }
        }
        return objection;
    }

    /** The folder that the rest of the path is relative to. */
    private Path follow(Path link) throws IOException {
        if (++links > MOST_LINKS) {
            throw new IOException(named + " leads through too many links");
        }
        Path target = Files.readSymbolicLink(link);
        push(target);
        return Objects.requireNonNull(target.isAbsolute() ? target.getRoot() : link.getParent());
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            left.push(path.getName(i));
        }
    }

    private Optional<String> check(Path here) throws IOException {
        if (exempt.stream().anyMatch(here::startsWith)) {
            return Optional.empty();
        }
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(here, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!Ownership.trusted(here, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(sentence(
                        here, "belongs to the user " + attributes.owner().getName()));
            }
            // The permissions of a link have no effect.
            boolean protects = (ownNames || !left.isEmpty()) && sticky(here, attributes);
            if (attributes.isSymbolicLink() || protects || !othersMayWrite(attributes)) {
                return Optional.empty();
            }
            return Optional.of(sentence(here, "can be changed by other users"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private String sentence(Path here, String why) {
        String what = here.equals(named.toAbsolutePath().normalize())
                ? "'" + named + "'"
                : here + ", on the way to '" + named + "',";
        return what + " " + why
                + ", who could put their own files there; make yourself its only writer (chown, chmod go-w),"
                + " choose a path where only you and root may write, or, if no other user can reach it, set it as a"
                + " trusted path";
    }

    private static boolean sticky(Path here, PosixFileAttributes attributes) throws IOException {
        return attributes.isDirectory() && ((Integer) Files.getAttribute(here, "unix:mode") & STICKY) != 0;
    }

    private static boolean othersMayWrite(PosixFileAttributes attributes) throws IOException {
        return Ownership.allMayWrite(attributes)
                || (Ownership.groupMayWrite(attributes) && !PrivateGroups.isOwnersAlone(attributes));
    }
}
