package dev.renditions.lambda.queue;

import java.util.List;

/** The names of published events, for tests outside of this package. */
public final class EventSourceNames {
    public static final String SOURCE = EventBridgePublisher.SOURCE;
    public static final List<String> TYPES = List.of(EventBridgePublisher.READY, EventBridgePublisher.FAILED);

    private EventSourceNames() {}
}
