package dev.renditions.api;

/**
 * Asks AWS whether a caller's own right to an object is what they say. The caller shows it by a presigned URL: whoever could
 * make one that S3 answers may read the object. Safe for use by many threads.
 */
@FunctionalInterface
public interface SourceRights {
    /**
     * Sends one request, of the caller's making, to S3 and nowhere else. Takes some seconds at most, and remembers nothing.
     *
     * @param proof a URL from outside, as it was sent: a presigned {@code GET} of that object
     * @param source the object
     * @return whether S3 answered it with the object's first byte
     * @throws IllegalArgumentException with a sentence for the caller, if the URL is none of that object in S3; then nobody
     *     was asked
     * @throws RightsUnavailableException if S3 does not answer now
     */
    boolean granted(String proof, SourceName source);
}
