package dev.renditions.lambda.queue;

import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.support.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes results to an EventBridge bus: {@code RenditionReady} for a rendition with a location,
 * {@code RenditionFailed} for a failure. The detail is the JSON that {@code --json} prints.
 */
public final class EventBridgePublisher implements ResultPublisher {
    static final String SOURCE = "renditions";
    static final String READY = "RenditionReady";
    static final String FAILED = "RenditionFailed";

    /** The maximum number of events in a request. */
    private static final int BATCH = 10;

    /** An event that is throttled is sent once more. The SDK itself retries whole requests. */
    private static final int TRIES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(EventBridgePublisher.class);

    private final EventBridgeClient bridge;
    private final String bus;

    /**
     * Creates a publisher.
     *
     * @param bridge the client; closed with this publisher
     * @param bus the name or ARN of the bus
     */
    public EventBridgePublisher(EventBridgeClient bridge, String bus) {
        this.bridge = bridge;
        this.bus = bus;
    }

    @Override
    public int announce(List<RenditionResult> results) {
        List<PutEventsRequestEntry> entries =
                results.stream().flatMap(r -> entry(r).stream()).toList();
        int lost = 0;
        for (int at = 0; at < entries.size(); at += BATCH) {
            lost += put(entries.subList(at, Math.min(entries.size(), at + BATCH)));
        }
        return lost;
    }

    private int put(List<PutEventsRequestEntry> entries) {
        List<PutEventsRequestEntry> left = entries;
        String reason = "";
        for (int attempt = 0; attempt < TRIES && !left.isEmpty(); attempt++) {
            try {
                List<PutEventsRequestEntry> sent = left;
                List<PutEventsResultEntry> answers =
                        bridge.putEvents(request -> request.entries(sent)).entries();
                List<PutEventsRequestEntry> refused = new ArrayList<>();
                for (int i = 0; i < sent.size(); i++) {
                    if (answers.get(i).errorCode() != null) {
                        reason = answers.get(i).errorCode() + ", "
                                + answers.get(i).errorMessage();
                        refused.add(sent.get(i));
                    }
                }
                left = refused;
            } catch (SdkException e) {
                reason = String.valueOf(e.getMessage());
                break;
            }
        }
        if (!left.isEmpty()) {
            LOG.warn("{} events did not reach the bus {}: {}", left.size(), bus, SafeText.of(reason));
        }
        return left.size();
    }

    private Optional<PutEventsRequestEntry> entry(RenditionResult result) {
        Optional<String> type = result.location().isPresent()
                ? Optional.of(READY)
                : result.failure().map(failure -> FAILED);
        return type.map(name -> PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(name)
                .detail(EventJson.text(ResultJson.of(result)))
                .build());
    }

    @Override
    public void close() {
        bridge.close();
    }
}
