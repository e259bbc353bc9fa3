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
 * The hashes of local files that were read before, so that a file which has not changed need not be read again. One small file
 * for each, in a folder that nobody else can change; believed only while path, size, times and inode of the file are what they
 * were. Where there are too many, the least recently used are forgotten. What can't be read or written is as if it had never been there. Safe for use by many threads and processes.
 */
public final class FileHashes {
    /** Within this time of a change another one may leave the times as they are: clocks of file systems tick that seldom. */
    static final Duration RACY = Duration.ofSeconds(3);

    /** For each of 256 folders: 8,192 entries at most, a few tens of megabytes on any file system. */
    private static final int MOST_IN_FOLDER = 32;

    /** How old the last use of an entry may look: so seldom is one written to by being read. */
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
    /** Found out once: it takes a look at each folder on the way. */
    private volatile boolean reachable;

    /**
     * Names a folder, which is made when there is something to remember.
     *
     * @param folder where the entries are; used only if nobody else can change it
     * @param paths which folders nobody else can redirect
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
     * The hash of a file that is now as it was when it was read.
     *
     * @param real its path, without links
     * @param stamp what the file system says of it now
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
            boolean sound = found.matches() && found.group(3).equals(check(entry, found.group(1)));
            Optional<ContentHash> known = sound
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
     * Remembers the hash of a file, unless it changed so shortly before that a further change might not show.
     *
     * @param stamp what the file system said of it before and after it was read
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
            // It is read again next time.
        }
    }

    /** Whether nobody else can change what is kept here, nor where its path leads. */
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

    /** The time of modification of an entry is that of its last use: {@link #prune} forgets the others first. */
    private static void used(Path entry) {
        Instant now = Instant.now();
        if (written(entry).toInstant().isBefore(now.minus(USED))) {
            try {
                Files.setLastModifiedTime(entry, FileTime.from(now));
            } catch (IOException e) {
                // It only may be forgotten earlier.
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

    /** A disk that lost or mixed up what was written shows. */
    private static String check(Path entry, String line) {
        return hash(entry.getFileName() + " " + line).substring(0, CHECK_DIGITS);
    }

    private static String hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Forgets the least recently used entries of a folder that has too many, and those that nobody used for long. */
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
