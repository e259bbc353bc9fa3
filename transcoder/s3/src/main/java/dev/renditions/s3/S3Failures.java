package dev.renditions.s3;

import dev.renditions.api.SourceException;
import dev.renditions.api.StoreException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Maps exceptions of the SDK to exceptions of the ports. */
final class S3Failures {
    /**
     * Codes that are transient although their status does not say so; a wrong digest means that bytes were damaged on
     * the way.
     */
    private static final Set<String> PASSING_CODES =
            Set.of("RequestTimeout", "BadDigest", "XAmzContentChecksumMismatch");

    private S3Failures() {}

    static boolean isMissingObject(SdkException e) {
        return status(e) == 404 && !isMissingBucket(e);
    }

    static int status(SdkException e) {
        return e instanceof AwsServiceException service ? service.statusCode() : 0;
    }

    /** The exception of a store. */
    static RuntimeException store(String what, S3Uri object, SdkException e) {
        if (e instanceof AbortedException) {
            return interrupted(what, e);
        }
        return new StoreException(isPassing(e), what + ": " + reason(object, e), e);
    }

    /** The exception of a source. */
    static RuntimeException source(String name, S3Uri object, SdkException e) {
        if (e instanceof AbortedException) {
            return interrupted(name + " can't be read", e);
        }
        SourceException.Kind kind = switch (status(e)) {
            case 404 -> SourceException.Kind.MISSING;
            case 401, 403 -> SourceException.Kind.DENIED;
            default -> SourceException.Kind.UNREADABLE;
        };
        return new SourceException(kind, name + " can't be read: " + reason(object, e), e);
    }

    private static boolean isMissingBucket(SdkException e) {
        return code(e).equals("NoSuchBucket");
    }

    private static boolean isPassing(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return service.isThrottlingException()
                    || service.statusCode() >= 500
                    || service.statusCode() == 429
                    // A conflict is over as soon as the other request is finished.
                    || service.statusCode() == 409
                    || PASSING_CODES.contains(code(e));
        }
        // No response, or a malformed one: mostly a network failure.
        return true;
    }

    private static String reason(S3Uri object, SdkException e) {
        if (isMissingBucket(e)) {
            return "no such bucket: " + object.bucket();
        }
        return switch (status(e)) {
            case 0 -> String.valueOf(e.getMessage());
            case 404 -> "no such object";
            case 412 -> "the object was overwritten while it was read; try again";
            case 401, 403 ->
                "S3 refused with " + described(e)
                        + "; grant the permission, and s3:ListBucket on the bucket: without it, S3 refuses requests for objects "
                        + "that do not exist in the same way";
            case 301, 307 -> "the bucket " + object.bucket() + " is in another region; set AWS_REGION to it";
            default -> "S3 answered " + described(e);
        };
    }

    /** Such as {@code 503 SlowDown (Please reduce your request rate.)}. */
    private static String described(SdkException e) {
        String message = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : "";
        return status(e) + " " + code(e) + (message == null || message.isEmpty() ? "" : " (" + message + ")");
    }

    /** S3's error code; empty if there is none, as in the response to a HEAD. */
    static String code(SdkException e) {
        AwsErrorDetails details = e instanceof AwsServiceException service ? service.awsErrorDetails() : null;
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static CancellationException interrupted(String what, SdkException e) {
        // The SDK clears the interrupt flag when it throws.
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException(what + ": interrupted");
        cancelled.initCause(e);
        return cancelled;
    }
}
