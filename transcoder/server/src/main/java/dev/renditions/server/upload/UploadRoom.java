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
 * Disk space for uploads, reserved before it is written: two uploads that look at the same free space must not both count on
 * it. Safe for use by many threads.
 */
final class UploadRoom {
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoom.class);

    /** Without a length, an upload reserves ahead in steps that grow from the first to the longest. */
    private static final long FIRST_STEP = 1L << 20;

    private static final long LONGEST_STEP = 64L << 20;

    /** Linux and macOS, then Windows. */
    private static final Pattern NO_SPACE =
            Pattern.compile("No space left on device|Disk quota exceeded|not enough space on the disk");

    private static final String SPACE = "space";

    private final Path folder;
    private final long leaveFree;
    /** The causes that were logged since an upload was last stored. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private long outstanding;

    /**
     * Reserves nothing yet.
     *
     * @param folder which exists when something is reserved
     * @param leaveFree what must stay free where it is
     */
    UploadRoom(Path folder, long leaveFree) {
        this.folder = folder;
        this.leaveFree = leaveFree;
    }

    /**
     * Reserves space for an upload.
     *
     * @param announced how many bytes the sender says there are
     * @throws ApiException as 507 if there is no such space
     */
    Share reserve(OptionalLong announced) {
        Share share = new Share();
        share.need(announced.orElse(0));
        return share;
    }

    /** An upload that can't be written: 507 if space is what it lacks, else 500. */
    ApiException failed(IOException cause) {
        String text = String.valueOf(cause.getMessage());
        if (NO_SPACE.matcher(text).find() || lacksSpace()) {
            return refused(SafeText.of(cause.toString()));
        }
        log(500, reason(cause), SafeText.of(cause.toString()));
        return new ApiException(Problem.of(500, "the server can't store uploads; its log has the reason"));
    }

    /** Where messages of the system are in another language than English. */
    private boolean lacksSpace() {
        try {
            return Files.getFileStore(folder).getUsableSpace() < FIRST_STEP;
        } catch (IOException e) {
            return false;
        }
    }

    /** Without the path, which may be another one each time. */
    private static String reason(IOException cause) {
        return cause.getClass().getName() + " "
                + (cause instanceof FileSystemException file ? file.getReason() : cause.getMessage());
    }

    /** An upload is stored: a failure after that is news. */
    void stored() {
        logged.clear();
    }

    private ApiException refused(String cause) {
        log(507, SPACE, cause);
        return new ApiException(Problem.of(507, "the server has no room for this upload; try again later"));
    }

    /** Each reason once: strangers must not fill the log, too. */
    private void log(int status, String reason, String cause) {
        if (logged.add(reason)) {
            LOG.warn("uploads are answered {} since they can't be stored in {}: {}", status, folder, cause);
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

    /** The space of one upload. For one thread. */
    final class Share implements AutoCloseable {
        private long ahead;
        private long step = FIRST_STEP;

        /**
         * Sees to it that so many bytes may be written.
         *
         * @throws ApiException as 507 if there is no room for them
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
                    throw refused("no " + missing + " bytes are free beside " + leaveFree + " ("
                            + SettingName.MIN_FREE_SPACE + ") and what other uploads have reserved");
                }
            }
            ahead += more;
            step = Math.min(step * 2, LONGEST_STEP);
        }

        /** So many of them are written. */
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
