package dev.renditions.lambda.event;

import java.util.Optional;

/**
 * Where work came from. Immutable.
 *
 * @param requestId the invocation, as Lambda calls it
 * @param messageId the message of SQS; absent if it came otherwise
 * @param receives how often the message was received, this time included; 1 if it came otherwise
 * @param lastTry whether it will not come again however it ends
 */
public record EventOrigin(String requestId, Optional<String> messageId, int receives, boolean lastTry) {
    /** An event that Lambda was invoked with, and which it may try again as it likes. */
    public static EventOrigin invocation(String requestId) {
        return new EventOrigin(requestId, Optional.empty(), 1, false);
    }
}
