package dev.renditions.directory;

import dev.renditions.api.SpooledSource;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cache of the hashes of local files, so that a file that has not changed is not read again. Each entry is a small file in
 * a folder that nobody else can change. It is valid only while path, size, times and inode of the file are unchanged. If there
 * are too many entries, the least recently used are deleted. Entries that can't be read or written count as missing. Safe for
 * use by many threads and processes.
 */
public final class FileHashes {
    /** A second change within this time of the first may not show in the file's times: clocks of file systems are coarse. */
    static final Duration RACY = Duration.ofSeconds(3);

    /** In each of 256 folders: 8,192 entries at most, a few tens of megabytes on any file system. */
    private static final int MOST_IN_FOLDER = 32;

    /** How far the recorded last use of an entry may lag behind: a read updates it at most this often. */
    static final Duration USED = Duration.ofHours(1);

    private static final Duration KEPT = Duration.ofDays(90);
    private static final int MOST_BYTES = 512;
    private static final int CHECK_DIGITS = 16;
    private static final String UNFINISHED = ".new";

    /** Version, size, time of modification and of change in nanoseconds, hash, check. */
    private static final Pattern ENTRY =
            Pattern.compile("(1 \\d{1,19} -?\\d{1,19} -?\\d{1,19} ([0-9a-f]{64})) ([0-9a-f]{" + CHECK_DIGITS + "})\n");

    private final Path folder;
    private final PathRules paths;
    private final int mostInFolder;
    /** Determined once, because each folder on the path is checked. */
    private volatile boolean reachable;

    /**
     * A cache in a folder, which is created with the first entry.
     *
     * @param folder where the entries are; used only if nobody else can change it
     * @param paths decides whether another user could redirect the folder's path
     */
    public FileHashes(Path folder, PathRules paths) {
        this(folder, paths, MOST_IN_FOLDER);
    }

    /**
     * The same.
     *
     * @param mostInFolder how many entries are kept in each of 256 folders
     */
    FileHashes(Path folder, PathRules paths, int mostInFolder) {
        this.folder = folder.toAbsolutePath();
        this.paths = paths;
        this.mostInFolder = mostInFolder;
    }

    /**
     * The hash of a file; empty if it is unknown, or if the file has changed since it was read.
     *
     * @param real its path, without links
     * @param stamp its attributes now
     */
    Optional<ContentHash> find(Path real, SpooledSource.Stamp stamp) {
        Path entry = entry(real, stamp);
        try {
            if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(entry) > MOST_BYTES
                    || !trusted()) {
                return Optional.empty();
            }
            Matcher found = ENTRY.matcher(Files.readString(entry, StandardCharsets.US_ASCII));
            boolean intact = found.matches() && found.group(3).equals(check(entry, found.group(1)));
            Optional<ContentHash> known = intact
                    ? Optional.of(ContentHash.parse(found.group(2)))
                            .filter(content -> found.group(1).equals(line(stamp, content)))
                    : Optional.empty();
            if (known.isPresent()) {
                used(entry);
            }
            return known;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds the hash of a file, unless the file changed so recently that a further change might not show.
     *
     * @param stamp its attributes, the same before and after it was read
     * @param begun when reading began
     */
    void add(Path real, SpooledSource.Stamp stamp, ContentHash content, Instant begun) {
        if (racy(stamp, begun)) {
            return;
        }
        Path entry = entry(real, stamp);
        try {
            PrivateFolder.create(entry.resolveSibling("."));
            if (!trusted()) {
                return;
            }
            String line = line(stamp, content);
            Path unfinished = Files.createTempFile(entry.resolveSibling("."), "", UNFINISHED);
            try {
                Files.writeString(unfinished, line + " " + check(entry, line) + "\n", StandardCharsets.US_ASCII);
                Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            prune(entry.resolveSibling("."));
        } catch (IOException e) {
            // The file is read again next time.
        }
    }

    /** Whether nobody else can change the entries or redirect the folder's path. */
    private boolean trusted() throws IOException {
        if (!reachable) {
            reachable = paths.objection(folder).isEmpty();
        }
        return reachable && PrivateFolder.isPrivate(folder);
    }

    private static boolean racy(SpooledSource.Stamp stamp, Instant begun) {
        long last = Math.max(stamp.modifiedNanos(), stamp.changedNanos());
        return !FileTime.from(last, TimeUnit.NANOSECONDS).toInstant().isBefore(begun.minus(RACY));
    }

    /** Records the last use of an entry as its time of modification: {@link #prune} deletes the oldest entries first. */
    private static void used(Path entry) {
        Instant now = Instant.now();
        if (written(entry).toInstant().isBefore(now.minus(USED))) {
            try {
                Files.setLastModifiedTime(entry, FileTime.from(now));
            } catch (IOException e) {
                // It may be deleted earlier.
            }
        }
    }

    /** The file of an entry. */
    Path entry(Path real, SpooledSource.Stamp stamp) {
        String name = hash(real + "\0" + stamp.identity());
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    private static String line(SpooledSource.Stamp stamp, ContentHash content) {
        return "1 " + stamp.bytes() + " " + stamp.modifiedNanos() + " " + stamp.changedNanos() + " " + content.hex();
    }

    /** A checksum that detects lost or misplaced writes of a faulty disk. */
    private static String check(Path entry, String line) {
        return hash(entry.getFileName() + " " + line).substring(0, CHECK_DIGITS);
    }

    private static String hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Deletes the least recently used entries of a folder that has too many, and those that were not used for a long time. */
    private void prune(Path of) throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(of)) {
            entries = all.sorted(Comparator.comparing(FileHashes::written).reversed())
                    .toList();
        }
        FileTime oldest = FileTime.from(Instant.now().minus(KEPT));
        for (int i = 0; i < entries.size(); i++) {
            if (i >= mostInFolder || written(entries.get(i)).compareTo(oldest) < 0) {
                Files.deleteIfExists(entries.get(i));
            }
        }
    }

    private static FileTime written(Path entry) {
        try {
            return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}
