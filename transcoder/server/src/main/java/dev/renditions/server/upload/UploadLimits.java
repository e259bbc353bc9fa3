package dev.renditions.server.upload;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits on uploads. Immutable.
 *
 * @param mostBytes the most of one upload
 * @param leaveFree what must stay free where uploads are
 * @param quotaBytes the most of all uploads of one owner: a signing key, or an address where there are no keys
 * @param quotaFiles how many files one owner may have
 * @param expiry how long after it was last sent an upload is deleted; absent for never
 */
public record UploadLimits(
        long mostBytes, long leaveFree, long quotaBytes, int quotaFiles, Optional<Duration> expiry) {}
