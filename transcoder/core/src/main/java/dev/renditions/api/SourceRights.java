package dev.renditions.api;

/**
 * Checks with S3 whether a caller may read an object. The caller proves it by a presigned URL: anyone who can make one that
 * S3 accepts may read the object. Safe for use by many threads.
 */
@FunctionalInterface
public interface SourceRights {
    /**
     * Sends one request, whose URL the caller made, to S3 and nowhere else. Takes a few seconds at most. The answer is not
     * cached.
     *
     * @param proof an untrusted URL, as it was sent: a presigned {@code GET} of that object
     * @param source the object
     * @return whether S3 answered with the object's first byte
     * @throws IllegalArgumentException with a sentence for the caller, if the URL is not one of that object in S3; then no
     *     request is sent
     * @throws RightsUnavailableException if S3 does not answer
     */
    boolean granted(String proof, SourceName source);
}
