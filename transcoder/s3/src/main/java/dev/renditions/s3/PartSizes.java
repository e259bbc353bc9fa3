package dev.renditions.s3;

import java.time.Duration;

/**
 * Which files are uploaded in parts, and how large the parts are. Immutable.
 *
 * @param threshold the largest file that goes up in one request
 * @param least the least bytes of a part, but for the last
 * @param most the most parts of a file
 */
record PartSizes(long threshold, long least, int most) {
    /**
     * S3's own: 5 GiB in one request, 10,000 parts
     * (<a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">limits of multipart uploads</a>). Parts
     * of 64 MiB up to 625 GiB, so that one that fails costs little.
     */
    static final PartSizes S3 = new PartSizes(5L << 30, 64L << 20, 10_000);

    /** What can be uploaded at all: as many parts as there may be, of 5 GiB each, which is the most for one. */
    static final long LARGEST_OBJECT = 10_000 * (5L << 30);

    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final long SLOWEST_BYTES_PER_SECOND = 256 * 1024;
    private static final Duration LONGEST = Duration.ofHours(12);

    /** How many bytes each part of such a file has: a whole number of mebibytes where it is more than the least. */
    long sizeFor(long bytes) {
        long needed = (bytes + most - 1) / most;
        return needed <= least ? least : ((needed + (1 << 20) - 1) >> 20) << 20;
    }

    /** How long one request with so many bytes may take, twelve hours at most. */
    static Duration timeFor(long bytes) {
        Duration time = GRACE.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }
}
