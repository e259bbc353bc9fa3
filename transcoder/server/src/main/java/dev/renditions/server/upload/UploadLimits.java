package dev.renditions.server.upload;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits on uploads. Immutable.
 *
 * @param mostBytes the maximum size of one upload
 * @param leaveFree disk space that must stay free in the folder for uploads
 * @param quotaBytes the maximum size of all uploads of one owner: a signing key, or an address without keys
 * @param quotaFiles the maximum number of files of one owner
 * @param expiry how long after its latest upload a file is deleted; absent for never
 */
public record UploadLimits(
        long mostBytes, long leaveFree, long quotaBytes, int quotaFiles, Optional<Duration> expiry) {}
