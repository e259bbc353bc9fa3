package dev.renditions.directory;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceException.Kind;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A local file, whatever its name. It is not copied: what is spooled is a link to it. */
public final class FileSource implements Source {
    /** Creates a link. If no kind of link works, the file is copied. */
    @FunctionalInterface
    interface Link {
        void create(Path link, Path target) throws IOException;
    }

    private static final List<Link> LINKS = List.of(Files::createSymbolicLink, Files::createLink);

    private final Path path;
    private final Optional<FileHashes> hashes;
    private final List<Link> links;

    /**
     * A source for a file, which is not accessed yet.
     *
     * @param path the file, or a symbolic link to it
     */
    public FileSource(Path path) {
        this(path, Optional.empty(), LINKS);
    }

    /**
     * The same with a cache of hashes.
     *
     * @param hashes the hashes of files that were read before
     */
    public FileSource(Path path, FileHashes hashes) {
        this(path, Optional.of(hashes), LINKS);
    }

    FileSource(Path path, List<Link> links) {
        this(path, Optional.empty(), links);
    }

    private FileSource(Path path, Optional<FileHashes> hashes, List<Link> links) {
        this.path = path;
        this.hashes = hashes;
        this.links = List.copyOf(links);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public OptionalLong bytes() {
        try {
            return OptionalLong.of(Files.size(path));
        } catch (IOException e) {
            throw IoFailures.source(name(), e);
        }
    }

    /** The cached hash, if the file has not changed since it was read. */
    @Override
    public Optional<ContentHash> declaredContent() {
        if (hashes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path real = path.toRealPath();
            return hashes.get().find(real, SpooledSource.Stamp.of(real));
        } catch (IOException e) {
            // Reading the file will report what is wrong.
            return Optional.empty();
        }
    }

    /** Except on a file system without links, which is rare. */
    @Override
    public boolean copied() {
        return false;
    }

    @Override
    public SpooledSource spool(Path folder) {
        try {
            requireRegularFile();
            Path real = path.toRealPath();
            SpooledSource.Stamp untouched = SpooledSource.Stamp.of(real);
            Path spooled = linkOrCopy(real, folder.resolve(SpooledSource.FILE_NAME));
            SpooledSource.Stamp before = expected(spooled, real, untouched);
            Instant begun = Instant.now();
            MessageDigest digest = ContentHash.newDigest();
            long bytes = hash(spooled, digest);
            if (bytes != before.bytes() || !SpooledSource.Stamp.of(real).equals(before)) {
                throw new SourceException(
                        Kind.CHANGED, name() + " changed while it was read; try again when it is complete");
            }
            ContentHash content = ContentHash.of(digest);
            hashes.ifPresent(memory -> memory.add(real, before, content, begun));
            return new SpooledSource(content, bytes, spooled, SpooledSource.Stamp.of(spooled), Optional.empty());
        } catch (IOException e) {
            throw IoFailures.source(name(), e);
        }
    }

    /** Opening a pipe or a device could block forever, and reading one might never end. */
    private void requireRegularFile() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new SourceException(Kind.DENIED, name() + " is a folder; name the files in it");
        }
        if (!attributes.isRegularFile()) {
            throw new SourceException(
                    Kind.DENIED, name() + " is not a regular file but a pipe, a socket or a device; copy it to a file");
        }
    }

    /** The attributes that the file must still have after it was read. A hard link by itself changes its ctime. */
    private static SpooledSource.Stamp expected(Path spooled, Path real, SpooledSource.Stamp untouched)
            throws IOException {
        if (Files.isSymbolicLink(spooled) || !Files.isSameFile(spooled, real)) {
            return untouched;
        }
        return new SpooledSource.Stamp(
                untouched.bytes(),
                untouched.modifiedNanos(),
                SpooledSource.Stamp.of(real).changedNanos(),
                untouched.identity());
    }

    private Path linkOrCopy(Path real, Path target) throws IOException {
        for (Link link : links) {
            if (isLinked(link, target, real)) {
                return target;
            }
        }
        return Files.copy(real, target);
    }

    /** Creates a link; false if the file system does not support it, or this user may not create it. */
    private static boolean isLinked(Link link, Path target, Path real) throws IOException {
        try {
            link.create(target, real);
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }

    private static long hash(Path file, MessageDigest digest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HashedCopy.of(in, OutputStream.nullOutputStream(), digest);
        }
    }
}
