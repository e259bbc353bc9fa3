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
 * Files that people gave this server, in a folder that only its user may look into. A file is kept under its content hash,
 * so the same bytes are kept once; the name that it came with is a name for people, and never a path. Safe for use by many
 * threads.
 */
public final class Uploads {
    /** The bucket that uploads are asked for in. */
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
    private final UploadRoom room;
    private final UploadClaims claims;

    /**
     * Opens the folder, which is made with the first upload.
     *
     * @param folder which nothing else writes into
     * @param limits of each upload, and of all
     * @param files reads a local file
     * @param paths which folders other users can't redirect
     * @param clock what ends uploads
     */
    public Uploads(Path folder, UploadLimits limits, Function<Path, Source> files, PathRules paths, Clock clock) {
        this(folder, limits, files, paths, clock, System::nanoTime);
    }

    /** The same with what measures how long an upload takes. */
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
        this.room = new UploadRoom(this.folder, limits.leaveFree());
        this.claims = new UploadClaims(this.folder.resolve(CLAIMS), limits, clock);
    }

    /**
     * Takes a file, hashing it while it is read.
     *
     * @param owner whose quota it counts against
     * @param name what it is called, by whoever sends it
     * @param bytes read to their end; stays the caller's to close
     * @param announced how many bytes the sender says there are
     * @return what it may be asked for by
     * @throws ApiException as 413 if it is larger than is allowed, as 408 if it takes too long, as 507 if there is no room for it or
     *     it exceeds its owner's quota, as 500 if it can't be stored for another reason
     * @throws IOException if it can't be read
     */
    public Upload take(String owner, String name, InputStream bytes, OptionalLong announced) throws IOException {
        announced.ifPresent(this::checkSize);
        try (UploadClaims.Pending claim = claims.begin(owner, announced)) {
            Path incoming = incoming();
            try (UploadRoom.Share share = room.reserve(announced)) {
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
     * An upload, by the key it was given.
     *
     * @throws SourceException if there is none
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

    /** Deletes what uploads left that were cut off more than a day ago, and what has expired; counts what each owner has. */
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

    /** The bytes of an upload; negative if there is no such upload. */
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

    /** Together with {@link #keep}, since the same bytes may be sent again at this moment. */
    private synchronized void deleteExpired(Path digits) throws IOException {
        Deletion.sweep(
                digits, (name, sent) -> CONTENT.matcher(name).matches() && claims.expired(sent) && claims.isFree(name));
        try {
            Files.delete(digits);
        } catch (DirectoryNotEmptyException e) {
            // It is still needed.
        }
    }

    private long copy(
            InputStream bytes, Path to, MessageDigest digest, UploadRoom.Share share, UploadClaims.Pending claim)
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

    /** Apart from reading, since a disk that is full is not the sender's fault. */
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

    /** The same bytes may be read by a job at this moment, so a file that is there stays as it is. */
    private void keep(Path incoming, ContentHash content, long size) throws IOException {
        Path target = folder.resolve(content.hex().substring(0, DIGITS)).resolve(content.hex());
        Optional<Path> there = kept(content.hex().substring(0, DIGITS));
        if (there.isPresent() && !there.get().equals(target)) {
            throw new ApiException(Problem.of(
                    409,
                    "an upload with other bytes has a hash that begins with the same " + DIGITS
                            + " digits; it has to be deleted first: "
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
                    "an upload has " + mostBytes + " bytes at most (" + SettingName.MAX_SOURCE_SIZE
                            + "); this one has more"));
        }
    }

    /** What may stand in a key, and be shown to people. */
    private static String displayed(String name) {
        String plain = SafeText.of(name).replace('/', '_').replace('\\', '_').strip();
        int[] characters = plain.codePoints().limit(LONGEST_NAME).toArray();
        String shown = new String(characters, 0, characters.length);
        return shown.isEmpty() || shown.equals(".") || shown.equals("..") ? "file" : shown;
    }

    /**
     * What was taken.
     *
     * @param source what it may be asked for by
     * @param name what it is called, as it may be shown
     * @param content the hash of its bytes
     * @param bytes how many
     */
    public record Upload(SourceName source, String name, ContentHash content, long bytes) {}
}
