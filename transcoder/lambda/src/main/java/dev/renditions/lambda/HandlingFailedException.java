package dev.renditions.lambda;

import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import dev.renditions.support.SafeText;
import java.util.List;

/** Parts of an event failed. Has the failures of all of them. */
public final class HandlingFailedException extends RuntimeException {
    private final List<String> failures;

    private HandlingFailedException(List<String> failures) {
        super(String.join("; ", failures));
        this.failures = failures;
    }

    static HandlingFailedException of(List<HandlingResult> handled) {
        return new HandlingFailedException(handled.stream()
                .flatMap(each ->
                        each.failures().stream().map(failure -> SafeText.of(name(each.event()) + failure.sentence())))
                .toList());
    }

    private static String name(ObjectEvent event) {
        return event instanceof ObjectEvent.Notice notice ? notice.object() + ", " : "";
    }

    /** A sentence for each rendition or record that failed. */
    public List<String> failures() {
        return failures;
    }
}
