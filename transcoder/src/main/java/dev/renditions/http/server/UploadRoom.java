package dev.renditions.http.server;

import dev.renditions.Printable;
import dev.renditions.http.ApiException;
import dev.renditions.http.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final Path folder;
    private final long leaveFree;
    /** Whether the log has said so since an upload was last stored. */
    private final AtomicBoolean full = new AtomicBoolean();

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

    /** An upload that can't be written. */
    ApiException failed(IOException cause) {
        return refused(Printable.of(cause.toString()));
    }

    /** An upload is stored: a failure after that is news. */
    void stored() {
        full.set(false);
    }

    private ApiException refused(String cause) {
        // Once: strangers must not fill the log, too.
        if (full.compareAndSet(false, true)) {
            LOG.warn("uploads are answered 507 since they can't be stored in {}: {}", folder, cause);
        }
        return new ApiException(Problem.of(507, "the server has no room for this upload; try again later"));
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
                    throw refused("no " + missing + " bytes are free beside " + leaveFree
                            + " (--min-free-space) and what other uploads have reserved");
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
