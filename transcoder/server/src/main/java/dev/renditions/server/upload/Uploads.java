package dev.renditions.server.upload;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceName;
import dev.renditions.files.Deletion;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.index.ContentHash;
import dev.renditions.support.SafeText;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploaded files, in a folder that only this process's user may read. A file is stored under its content hash, so the
 * same bytes are stored once. The name that a client sends is only shown to people, and never used as a path.
 * Thread-safe.
 */
public final class Uploads {
    /** The bucket of uploads in requests. */
    public static final String BUCKET = "uploads";

    private static final int DIGITS = 12;
    private static final int LONGEST_NAME = 200;
    private static final int BUFFER = 1 << 16;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final String INCOMING = ".incoming-";
    private static final String CLAIMS = ".owners";
    private static final Pattern CONTENT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern KEY = Pattern.compile("([0-9a-f]{" + DIGITS + "})/([^/]+)");

    private final Path folder;
    private final long mostBytes;
    private final Function<Path, Source> files;
    private final PathRules paths;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final UploadSpace room;
    private final UploadClaims claims;

    /**
     * Opens the folder, which is created with the first upload.
     *
     * @param folder must not be written to by others
     * @param limits limits on uploads
     * @param files opens a local file
     * @param paths which folders other users can't redirect
     * @param clock for the expiry of uploads
     */
    public Uploads(Path folder, UploadLimits limits, Function<Path, Source> files, PathRules paths, Clock clock) {
        this(folder, limits, files, paths, clock, System::nanoTime);
    }

    /** The same with a time source for the duration of uploads. */
    Uploads(
            Path folder,
            UploadLimits limits,
            Function<Path, Source> files,
            PathRules paths,
            Clock clock,
            LongSupplier nanoTime) {
        this.folder = folder.toAbsolutePath().normalize();
        this.mostBytes = limits.mostBytes();
        this.files = files;
        this.paths = paths;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.room = new UploadSpace(this.folder, limits.leaveFree());
        this.claims = new UploadClaims(this.folder.resolve(CLAIMS), limits, clock);
    }

    /**
     * Stores a file, and hashes it while reading.
     *
     * @param owner whose quota it counts against
     * @param name the client's name for it
     * @param bytes read to their end; the caller closes it
     * @param announced the length that the client declares
     * @return the stored file, with its source name for requests
     * @throws ApiException as 413 if it is too large, as 408 if it takes too long, as 507 if disk space is missing or
     *     the owner's quota is exceeded, as 500 if it can't be stored for another reason
     * @throws IOException if it can't be read
     */
    public Upload take(String owner, String name, InputStream bytes, OptionalLong announced) throws IOException {
        announced.ifPresent(this::checkSize);
        try (UploadClaims.Pending claim = claims.begin(owner, announced)) {
            Path incoming = incoming();
            try (UploadSpace.Share share = room.reserve(announced)) {
                MessageDigest digest = ContentHash.newDigest();
                long size = copy(bytes, incoming, digest, share, claim);
                ContentHash content = ContentHash.of(digest);
                keep(incoming, content, size, claim);
                return upload(name, content, size);
            } finally {
                Files.deleteIfExists(incoming);
            }
        }
    }

    private static Upload upload(String name, ContentHash content, long size) {
        String shown = displayed(name);
        String key = content.hex().substring(0, DIGITS) + "/" + shown;
        return new Upload(new SourceName(BUCKET, key), shown, content, size);
    }

    private Path incoming() {
        try {
            paths.createPrivate(folder);
            return Files.createTempFile(folder, INCOMING, "");
        } catch (IOException e) {
            throw room.failed(e);
        }
    }

    /**
     * Opens an upload by its key.
     *
     * @throws SourceException if it does not exist
     */
    public Source open(String key) {
        Matcher parts = KEY.matcher(key);
        Optional<Path> file = parts.matches() ? kept(parts.group(1)) : Optional.empty();
        Path found = file.orElseThrow(
                () -> new SourceException(SourceException.Kind.MISSING, "nothing was uploaded as " + SafeText.of(key)));
        return new UploadSource(
                BUCKET + "/" + SafeText.of(key),
                ContentHash.parse(found.getFileName().toString()),
                files.apply(found));
    }

    /** Deletes incomplete uploads that are more than a day old, and expired ones; counts the uploads of each owner. */
    public void deleteLeftovers() {
        FileTime last = FileTime.from(clock.instant().minus(ABANDONED));
        try {
            Deletion.sweep(folder, (name, changed) -> name.startsWith(INCOMING) && changed.compareTo(last) < 0);
            claims.refresh(content -> CONTENT.matcher(content).matches() ? size(content) : -1);
            deleteExpired();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for uploads " + folder + " can't be read", e);
        }
    }

    /** The size of an upload; negative if it does not exist. */
    private long size(String content) {
        try {
            return Files.size(folder.resolve(content.substring(0, DIGITS)).resolve(content));
        } catch (IOException e) {
            return -1;
        }
    }

    private void deleteExpired() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[0-9a-f]".repeat(DIGITS))) {
            for (Path digits : all) {
                deleteExpired(digits);
            }
        }
    }

    /** Synchronized with {@link #keep}, since the same bytes may be uploaded again at this moment. */
    private synchronized void deleteExpired(Path digits) throws IOException {
        Deletion.sweep(
                digits, (name, sent) -> CONTENT.matcher(name).matches() && claims.expired(sent) && claims.isFree(name));
        try {
            Files.delete(digits);
        } catch (DirectoryNotEmptyException e) {
            // The folder is still needed.
        }
    }

    private long copy(
            InputStream bytes, Path to, MessageDigest digest, UploadSpace.Share share, UploadClaims.Pending claim)
            throws IOException {
        UploadTime time = new UploadTime(nanoTime);
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = output(to)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                checkSize(size);
                time.check(size);
                claim.grow(size);
                share.need(read);
                digest.update(buffer, 0, read);
                write(out, buffer, read);
                share.wrote(read);
            }
        }
        return size;
    }

    private OutputStream output(Path to) {
        try {
            return Files.newOutputStream(to);
        } catch (IOException e) {
            throw room.failed(e);
        }
    }

    /** Separate from reading, since a full disk is not the client's fault. */
    private void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw room.failed(e);
        }
    }

    private synchronized void keep(Path incoming, ContentHash content, long size, UploadClaims.Pending claim) {
        try {
            keep(incoming, content, size);
            claim.keep(content, size);
            room.stored();
        } catch (IOException e) {
            throw room.failed(e);
        }
    }

    /** A job may be reading the same bytes at this moment, so an existing file is not replaced. */
    private void keep(Path incoming, ContentHash content, long size) throws IOException {
        Path target = folder.resolve(content.hex().substring(0, DIGITS)).resolve(content.hex());
        Optional<Path> there = kept(content.hex().substring(0, DIGITS));
        if (there.isPresent() && !there.get().equals(target)) {
            throw new ApiException(Problem.of(
                    409,
                    "another upload has a hash that starts with the same " + DIGITS
                            + " digits; delete it first: "
                            + there.get().getFileName()));
        }
        if (there.isEmpty() || Files.size(target) != size) {
            PrivateFolder.create(folder.resolve(content.hex().substring(0, DIGITS)));
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Optional<Path> kept(String digits) {
        try (DirectoryStream<Path> one = Files.newDirectoryStream(folder.resolve(digits), digits + "*")) {
            for (Path file : one) {
                return Optional.of(file);
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SourceException(SourceException.Kind.UNREADABLE, "the folder for uploads can't be read", e);
        }
    }

    private void checkSize(long size) {
        if (size > mostBytes) {
            throw new ApiException(Problem.of(
                    413,
                    "the maximum size of an upload is " + mostBytes + " bytes (" + SettingName.MAX_SOURCE_SIZE + ")"));
        }
    }

    /** The name in a form that is allowed in a key, and safe to display. */
    private static String displayed(String name) {
        String plain = SafeText.of(name).replace('/', '_').replace('\\', '_').strip();
        int[] characters = plain.codePoints().limit(LONGEST_NAME).toArray();
        String shown = new String(characters, 0, characters.length);
        return shown.isEmpty() || shown.equals(".") || shown.equals("..") ? "file" : shown;
    }

    /**
     * A stored file.
     *
     * @param source its name in requests
     * @param name its name in displayable form
     * @param content the hash of its bytes
     * @param bytes its size
     */
    public record Upload(SourceName source, String name, ContentHash content, long bytes) {}
}
