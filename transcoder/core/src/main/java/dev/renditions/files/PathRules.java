package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which paths may be used: those that {@link TrustedPath} does not object to, and exceptions that the operator declares,
 * because a process can't find out whether other users can reach a folder such as a volume of a container. Safe for use by
 * many threads.
 */
public final class PathRules {
    /** No exceptions. */
    public static final PathRules STRICT = new PathRules(List.of(), false);

    private static final Logger LOG = LoggerFactory.getLogger(PathRules.class);

    private final Set<Path> exempt;
    private final boolean onlyWarns;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    private PathRules(List<Path> exempt, boolean onlyWarns) {
        this.exempt = exempt.stream().flatMap(PathRules::withReal).collect(Collectors.toUnmodifiableSet());
        this.onlyWarns = onlyWarns;
    }

    /**
     * Rules that accept some folders and everything in them, whatever their owners and permissions. The path to such a folder
     * is checked, and so are the targets of links in it.
     *
     * @param exempt absolute paths
     */
    public static PathRules exempting(List<Path> exempt) {
        return new PathRules(exempt, false);
    }

    /** The same, but an objection is only logged, once: for a machine without other users. */
    public PathRules onlyWarning() {
        return new PathRules(List.copyOf(exempt), true);
    }

    /**
     * Why a path must not be used, as a sentence with advice; empty if it may be used. Folders that do not exist yet are no
     * objection, because this process creates them.
     *
     * @throws IOException if the path can't be examined
     */
    public Optional<String> objection(Path path) throws IOException {
        return applied(TrustedPath.objection(path, exempt));
    }

    /**
     * The same for a file with a secret, see {@link SecretFile}.
     *
     * @throws IOException if the path can't be examined
     */
    public Optional<String> objectionToSecret(Path file) throws IOException {
        return applied(SecretFile.objection(file, exempt));
    }

    /**
     * The same for a folder whose file names are predictable: other users must not create files in it, even if it is sticky.
     *
     * @throws IOException if the path can't be examined
     */
    public Optional<String> objectionToStore(Path folder) throws IOException {
        return applied(TrustedPath.objection(folder, exempt, false));
    }

    private Optional<String> applied(Optional<String> objection) {
        if (!onlyWarns) {
            return objection;
        }
        objection
                .filter(warned::add)
                .ifPresent(sentence ->
                        LOG.warn("{}; it is used anyway, because this machine has no other users", sentence));
        return Optional.empty();
    }

    /**
     * Checks a path.
     *
     * @throws IOException with the {@link #objection}, if there is one
     */
    public void require(Path path) throws IOException {
        Optional<String> objection = objection(path);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
    }

    /**
     * Creates a folder and its parents if they do not exist. Only this user may access them.
     *
     * @throws IOException also with the {@link #objection}, if there is one
     */
    public Path createPrivate(Path folder) throws IOException {
        require(folder);
        if (!Files.isDirectory(folder)) {
            PrivateFolder.create(folder);
            // Again: in a shared folder another user may have created it a moment before.
            require(folder);
        }
        return folder;
    }

    /** Paths are checked after their links are resolved. So if an exception is given through a link, its target counts, too. */
    private static Stream<Path> withReal(Path path) {
        Path named = path.normalize();
        try {
            return Files.exists(named) ? Stream.of(named, named.toRealPath()).distinct() : Stream.of(named);
        } catch (IOException e) {
            return Stream.of(named);
        }
    }
}
