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
 * Whether a path leads where its user meant it to, whatever other users of this machine do: each folder on the way belongs
 * to us or to the administrator, and nobody else may write into it, unless it is one like {@code /tmp} (sticky), in which
 * nobody can rename what belongs to others. The same is asked of each link on the way, of the folders that it leads through,
 * and of the file itself. So does OpenSSH with {@code StrictModes}.
 *
 * <p>A group may write that is named like the owner and has no other member: some systems give each user such a group.
 * Where files have no owners of the Unix kind (Windows), every path is trusted.
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
     * What is wrong with a path, as a sentence that says what to do; empty if nothing is. Parts that do not exist yet are
     * ours to make.
     *
     * @throws IOException if that can't be found out
     */
    public static Optional<String> objection(Path path) throws IOException {
        return objection(path, Set.of());
    }

    /** The same, where folders of a set are trusted with all that lies in them. */
    static Optional<String> objection(Path path, Set<Path> exempt) throws IOException {
        return objection(path, exempt, true);
    }

    /**
     * The same.
     *
     * @param ownNames whether names in a folder are ours to choose: where they are known beforehand, others must not create
     *     any, so the folder itself must not be a sticky one either
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
            // As the system does: of what a link leads to, not of the link's own folder.
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

    /** The folder in which the rest of the way begins. */
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
            // The permissions of a link mean nothing.
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
