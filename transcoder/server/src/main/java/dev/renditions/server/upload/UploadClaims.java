package dev.renditions.server.upload;

import dev.renditions.files.Deletion;
import dev.renditions.files.PrivateFolder;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.index.ContentHash;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Who sent which uploads, for their quotas: an empty file {@code OWNER/CONTENT} for each, with the time when it was last sent.
 * The same content counts for each owner who sent it. Safe for use by many threads.
 */
final class UploadClaims {
    private static final int DIGITS = 32;

    private final Path folder;
    private final UploadLimits limits;
    private final Clock clock;
    private final Map<String, Usage> usages = new HashMap<>();

    /** Knows nobody until the first {@link #refresh}. */
    UploadClaims(Path folder, UploadLimits limits, Clock clock) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Counts an upload that begins.
     *
     * @throws ApiException as 507 if it would exceed its owner's quota
     */
    synchronized Pending begin(String owner, OptionalLong announced) {
        String id = ContentHash.of(owner.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
        Usage usage = usages.computeIfAbsent(id, name -> new Usage());
        if (usage.kept.size() + usage.pendingFiles >= limits.quotaFiles()) {
            throw exceeded("it has " + limits.quotaFiles() + " files at most (" + SettingName.UPLOAD_FILES + ")");
        }
        Pending pending = new Pending(id, usage);
        pending.grow(announced.orElse(0));
        usage.pendingFiles++;
        return pending;
    }

    /** Drops claims that have expired or whose content is gone, and counts what is left. */
    synchronized void refresh(ToLongFunction<String> bytesOf) throws IOException {
        usages.values().forEach(Usage::clear);
        try (DirectoryStream<Path> owners = Files.newDirectoryStream(folder)) {
            for (Path owner : owners) {
                Usage usage = usages.computeIfAbsent(owner.getFileName().toString(), name -> new Usage());
                Deletion.sweep(owner, (content, sent) -> {
                    long bytes = bytesOf.applyAsLong(content);
                    boolean gone = bytes < 0 || expired(sent);
                    if (!gone) {
                        usage.keep(content, bytes);
                    }
                    return gone;
                });
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever sent.
        }
        usages.values().removeIf(usage -> usage.kept.isEmpty() && usage.pendingFiles == 0);
    }

    /** Whether nobody claims a content any more. */
    synchronized boolean isFree(String content) {
        return usages.values().stream().noneMatch(usage -> usage.kept.containsKey(content));
    }

    /** Whether what was last sent then may be deleted. */
    boolean expired(FileTime sent) {
        return limits.expiry()
                .map(age -> FileTime.from(clock.instant().minus(age)))
                .filter(last -> sent.compareTo(last) < 0)
                .isPresent();
    }

    private static ApiException exceeded(String limit) {
        return new ApiException(Problem.of(507, "the quota of this sender is used up: " + limit));
    }

    /** What one owner has. */
    private static final class Usage {
        private final Map<String, Long> kept = new HashMap<>();
        private long keptBytes;
        private int pendingFiles;
        private long pendingBytes;

        private void keep(String content, long bytes) {
            Long before = kept.put(content, bytes);
            keptBytes += bytes - (before == null ? 0 : before);
        }

        private void clear() {
            kept.clear();
            keptBytes = 0;
        }
    }

    /** An upload that runs, until it is closed. */
    final class Pending implements AutoCloseable {
        private final String owner;
        private final Usage usage;
        private long bytes;

        private Pending(String owner, Usage usage) {
            this.owner = owner;
            this.usage = usage;
        }

        /**
         * Counts the bytes of an upload that has so many by now.
         *
         * @throws ApiException as 507 if they exceed its owner's quota
         */
        void grow(long now) {
            if (now <= bytes) {
                return;
            }
            synchronized (UploadClaims.this) {
                if (now - bytes > limits.quotaBytes() - usage.keptBytes - usage.pendingBytes) {
                    throw exceeded("all its uploads have " + limits.quotaBytes() + " bytes at most ("
                            + SettingName.UPLOAD_QUOTA + ")");
                }
                usage.pendingBytes += now - bytes;
                bytes = now;
            }
        }

        /** The upload is stored. */
        void keep(ContentHash content, long size) throws IOException {
            synchronized (UploadClaims.this) {
                Path claim = PrivateFolder.create(folder.resolve(owner)).resolve(content.hex());
                try {
                    Files.createFile(claim, PrivateFolder.forOwnersFile());
                } catch (FileAlreadyExistsException e) {
                    // It was sent before; the time below is what changes.
                }
                Files.setLastModifiedTime(claim, FileTime.from(clock.instant()));
                usage.keep(content.hex(), size);
            }
        }

        @Override
        public void close() {
            synchronized (UploadClaims.this) {
                usage.pendingFiles--;
                usage.pendingBytes -= bytes;
            }
        }
    }
}
