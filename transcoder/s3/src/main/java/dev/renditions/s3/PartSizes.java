package dev.renditions.s3;

import java.time.Duration;

/**
 * Which files are uploaded in parts, and how large the parts are. Immutable.
 *
 * @param threshold the size of the largest file that is uploaded in one request
 * @param least the minimum size of a part except the last
 * @param most the maximum number of parts
 */
record PartSizes(long threshold, long least, int most) {
    /**
     * For S3: 5 GiB in one request, 10,000 parts (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">limits of multipart uploads</a>). Parts
     * have 64 MiB for files up to 625 GiB, so that repeating a failed part is cheap.
     */
    static final PartSizes S3 = new PartSizes(5L << 30, 64L << 20, 10_000);

    /** The largest possible object: the maximum number of parts with 5 GiB each, the maximum of a part. */
    static final long LARGEST_OBJECT = 10_000 * (5L << 30);

    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final long SLOWEST_BYTES_PER_SECOND = 256 * 1024;
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * The size of each part of a file with this length: a whole number of mebibytes if it is more than the minimum.
     */
    long sizeFor(long bytes) {
        long needed = (bytes + most - 1) / most;
        return needed <= least ? least : ((needed + (1 << 20) - 1) >> 20) << 20;
    }

    /** The timeout of one request with this many bytes, twelve hours at most. */
    static Duration timeFor(long bytes) {
        Duration time = GRACE.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }
}
