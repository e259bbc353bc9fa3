package dev.renditions.lambda.event;

import java.util.Optional;

/**
 * Where an event came from. Immutable.
 *
 * @param requestId Lambda's id of the invocation
 * @param messageId the id of the SQS message; absent if the event did not come through SQS
 * @param receives how often the message was received, including this time; 1 if the event did not come through SQS
 * @param lastTry whether it is not redelivered even if it fails
 */
public record EventOrigin(String requestId, Optional<String> messageId, int receives, boolean lastTry) {
    /** An event that Lambda was invoked with directly. Lambda decides about retries. */
    public static EventOrigin invocation(String requestId) {
        return new EventOrigin(requestId, Optional.empty(), 1, false);
    }
}
