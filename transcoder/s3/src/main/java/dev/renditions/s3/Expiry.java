package dev.renditions.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lifecycle rule of the bucket that deletes each object when it reaches a certain age, in no particular order. A
 * rendition therefore counts as missing some time earlier: it is made again while all its files still exist, and links
 * that were issued before keep working until they expire. Immutable.
 *
 * @param age the age at which an object counts as missing
 * @param clock the current time
 */
public record Expiry(Duration age, Clock clock) {
    /** Links live at most seven days; S3 counts in whole days, and publishing takes hours at most. */
    public static final Duration MARGIN = Duration.ofDays(8);

    /** For buckets without such a rule. */
    public static final Expiry NEVER = new Expiry(Duration.ofDays(1_000_000), Clock.systemUTC());

    /**
     * For a rule that deletes objects of this age.
     *
     * @throws IllegalArgumentException if the age is not longer than {@link #MARGIN}
     */
    public static Expiry of(Duration deletedAfter, Clock clock) {
        if (deletedAfter.compareTo(MARGIN) <= 0) {
            throw new IllegalArgumentException("renditions must be kept for more than " + MARGIN.toDays() + " days");
        }
        return new Expiry(deletedAfter.minus(MARGIN), clock);
    }

    /**
     * Whether an object that was written at this time counts as missing; never if the service does not report the time.
     */
    boolean isDue(@Nullable Instant written) {
        return written != null && Duration.between(written, clock.instant()).compareTo(age) >= 0;
    }
}
