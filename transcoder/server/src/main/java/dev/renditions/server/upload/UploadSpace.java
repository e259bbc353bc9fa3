package dev.renditions.server.upload;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.support.SafeText;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves disk space for uploads before it is used, so that two uploads can't both count on the same free space.
 * Thread-safe.
 */
final class UploadSpace {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSpace.class);

    /** An upload of unknown length reserves space in steps that grow from the first to the longest. */
    private static final long FIRST_STEP = 1L << 20;

    private static final long LONGEST_STEP = 64L << 20;

    /** Messages of Linux and macOS, then Windows. */
    private static final Pattern NO_SPACE =
            Pattern.compile("No space left on device|Disk quota exceeded|not enough space on the disk");

    private static final String SPACE = "space";

    private final Path folder;
    private final long leaveFree;
    /** The reasons that were logged since an upload was last stored. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private long outstanding;

    /**
     * Reserves nothing at first.
     *
     * @param folder must exist when space is reserved
     * @param leaveFree disk space that must stay free
     */
    UploadSpace(Path folder, long leaveFree) {
        this.folder = folder;
        this.leaveFree = leaveFree;
    }

    /**
     * Reserves space for an upload.
     *
     * @param announced the length that the client declares
     * @throws ApiException as 507 if there is not enough space
     */
    Share reserve(OptionalLong announced) {
        Share share = new Share();
        share.need(announced.orElse(0));
        return share;
    }

    /** The exception for an upload that can't be written: 507 if space is missing, else 500. */
    ApiException failed(IOException cause) {
        String text = String.valueOf(cause.getMessage());
        if (NO_SPACE.matcher(text).find() || lacksSpace()) {
            return refused(SafeText.of(cause.toString()));
        }
        log(500, reason(cause), SafeText.of(cause.toString()));
        return new ApiException(Problem.of(500, "the server can't store uploads; see its log for the reason"));
    }

    /** Checks the free space itself, since system messages may be in another language than English. */
    private boolean lacksSpace() {
        try {
            return Files.getFileStore(folder).getUsableSpace() < FIRST_STEP;
        } catch (IOException e) {
            return false;
        }
    }

    /** Without the path, which may differ each time. */
    private static String reason(IOException cause) {
        return cause.getClass().getName() + " "
                + (cause instanceof FileSystemException file ? file.getReason() : cause.getMessage());
    }

    /** An upload was stored, so the next failure is logged again. */
    void stored() {
        logged.clear();
    }

    private ApiException refused(String cause) {
        log(507, SPACE, cause);
        return new ApiException(Problem.of(507, "not enough disk space for this upload; try again later"));
    }

    /** Logs each reason once, so that clients can't fill the log. */
    private void log(int status, String reason, String cause) {
        if (logged.add(reason)) {
            LOG.warn("uploads fail with status {} because they can't be stored in {}: {}", status, folder, cause);
        }
    }

    private synchronized boolean reserved(long bytes) {
        try {
            if (Files.getFileStore(folder).getUsableSpace() - leaveFree - outstanding < bytes) {
                return false;
            }
        } catch (IOException e) {
            throw failed(e);
        }
        outstanding += bytes;
        return true;
    }

    private synchronized void release(long bytes) {
        outstanding -= bytes;
    }

    /** The reserved space of one upload. For one thread. */
    final class Share implements AutoCloseable {
        private long ahead;
        private long step = FIRST_STEP;

        /**
         * Reserves space so that this many more bytes can be written.
         *
         * @throws ApiException as 507 if there is not enough space
         */
        void need(long bytes) {
            long missing = bytes - ahead;
            if (missing <= 0) {
                return;
            }
            long more = Math.max(missing, step);
            if (!reserved(more)) {
                more = missing;
                if (!reserved(more)) {
                    throw refused("fewer than " + missing + " bytes are free beside the minimum of " + leaveFree + " ("
                            + SettingName.MIN_FREE_SPACE + ") and the reservations of other uploads");
                }
            }
            ahead += more;
            step = Math.min(step * 2, LONGEST_STEP);
        }

        /** Releases the reservation of bytes that were written. */
        void wrote(long bytes) {
            ahead -= bytes;
            release(bytes);
        }

        @Override
        public void close() {
            release(ahead);
            ahead = 0;
        }
    }
}
