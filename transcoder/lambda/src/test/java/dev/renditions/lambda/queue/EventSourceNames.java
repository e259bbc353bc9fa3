package dev.renditions.lambda.queue;

import java.util.List;

/** What events are called, for tests outside of this package. */
public final class EventSourceNames {
    /** Where they come from. */
    public static final String SOURCE = EventBridgePublisher.SOURCE;
    /** What they tell. */
    public static final List<String> TYPES = List.of(EventBridgePublisher.READY, EventBridgePublisher.FAILED);

    private EventSourceNames() {}
}
