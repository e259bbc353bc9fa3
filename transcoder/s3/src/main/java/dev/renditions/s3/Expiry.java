package dev.renditions.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lifecycle rule of the bucket, which deletes each object by itself once it has a certain age, in no order. A rendition is
 * therefore a miss some time before: it is made again while all its files are there, and links that were given out until
 * then work to their end. Immutable.
 *
 * @param age the age from which on an object counts as gone
 * @param clock what time it is
 */
public record Expiry(Duration age, Clock clock) {
    /** A link lives seven days at most; S3 counts in whole days, and publishing takes hours at most. */
    public static final Duration MARGIN = Duration.ofDays(8);

    /** Where no rule deletes renditions. */
    public static final Expiry NEVER = new Expiry(Duration.ofDays(1_000_000), Clock.systemUTC());

    /**
     * For a rule that deletes objects of this age.
     *
     * @throws IllegalArgumentException if that is not longer than {@link #MARGIN}
     */
    public static Expiry of(Duration deletedAfter, Clock clock) {
        if (deletedAfter.compareTo(MARGIN) <= 0) {
            throw new IllegalArgumentException("renditions are kept for more than " + MARGIN.toDays() + " days");
        }
        return new Expiry(deletedAfter.minus(MARGIN), clock);
    }

    /** Whether an object that was written then counts as gone; never where the service does not say when. */
    boolean isDue(@Nullable Instant written) {
        return written != null && Duration.between(written, clock.instant()).compareTo(age) >= 0;
    }
}
