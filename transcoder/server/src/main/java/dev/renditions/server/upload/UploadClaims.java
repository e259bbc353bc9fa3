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
 * Who sent which uploads, for their quotas: an empty file {@code OWNER/CONTENT} for each, whose modification time is
 * that of the latest upload. The same content counts for each owner that sent it. Thread-safe.
 */
final class UploadClaims {
    private static final int DIGITS = 32;

    private final Path folder;
    private final UploadLimits limits;
    private final Clock clock;
    private final Map<String, Usage> usages = new HashMap<>();

    /** Empty until the first {@link #refresh}. */
    UploadClaims(Path folder, UploadLimits limits, Clock clock) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Counts an upload that starts.
     *
     * @throws ApiException as 507 if it would exceed its owner's quota
     */
    synchronized Pending begin(String owner, OptionalLong announced) {
        String id = ContentHash.of(owner.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
        Usage usage = usages.computeIfAbsent(id, name -> new Usage());
        if (usage.kept.size() + usage.pendingFiles >= limits.quotaFiles()) {
            throw exceeded("the limit is " + limits.quotaFiles() + " files (" + SettingName.UPLOAD_FILES + ")");
        }
        Pending pending = new Pending(id, usage);
        pending.grow(announced.orElse(0));
        usage.pendingFiles++;
        return pending;
    }

    /** Drops claims that have expired or whose content was deleted, and counts the rest. */
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
            // Nothing was ever uploaded.
        }
        usages.values().removeIf(usage -> usage.kept.isEmpty() && usage.pendingFiles == 0);
    }

    /** Whether no owner claims a content any more. */
    synchronized boolean isFree(String content) {
        return usages.values().stream().noneMatch(usage -> usage.kept.containsKey(content));
    }

    /** Whether an upload of this time has expired. */
    boolean expired(FileTime sent) {
        return limits.expiry()
                .map(age -> FileTime.from(clock.instant().minus(age)))
                .filter(last -> sent.compareTo(last) < 0)
                .isPresent();
    }

    private static ApiException exceeded(String limit) {
        return new ApiException(Problem.of(507, "the upload quota is exceeded: " + limit));
    }

    /** The uploads of one owner. */
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

    /** An upload in progress, until it is closed. */
    final class Pending implements AutoCloseable {
        private final String owner;
        private final Usage usage;
        private long bytes;

        private Pending(String owner, Usage usage) {
            this.owner = owner;
            this.usage = usage;
        }

        /**
         * Counts the bytes of the upload so far.
         *
         * @throws ApiException as 507 if they exceed its owner's quota
         */
        void grow(long now) {
            if (now <= bytes) {
                return;
            }
            synchronized (UploadClaims.this) {
                if (now - bytes > limits.quotaBytes() - usage.keptBytes - usage.pendingBytes) {
                    throw exceeded("the limit for all uploads is " + limits.quotaBytes() + " bytes ("
                            + SettingName.UPLOAD_QUOTA + ")");
                }
                usage.pendingBytes += now - bytes;
                bytes = now;
            }
        }

        /** Records that the upload is stored. */
        void keep(ContentHash content, long size) throws IOException {
            synchronized (UploadClaims.this) {
                Path claim = PrivateFolder.create(folder.resolve(owner)).resolve(content.hex());
                try {
                    Files.createFile(claim, PrivateFolder.forOwnersFile());
                } catch (FileAlreadyExistsException e) {
                    // The owner has sent it before; setting the time below renews the claim.
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
