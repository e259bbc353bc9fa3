package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.HandlerScene;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.testing.UnavailableIndex;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleted renditions are evicted from the index. */
final class RemovalHandlerTest extends HandlerScene {
    private static final ContentHash CONTENT =
            ContentHash.parse("0492323f23bcc085edf34b37c6510afa1990b3a8cbca81b7e0f10916bfd7a396");
    private static final RenditionKey VIDEO = new RenditionKey(CONTENT, ProfileId.parse("mp4-360p-0123456789ab"));
    private static final RenditionKey POSTER = new RenditionKey(CONTENT, ProfileId.parse("poster-0123456789ab"));

    private RemovalHandler handler;

    @BeforeEach
    void start() {
        FunctionContext parts = parts();
        handler = new RemovalHandler(() -> parts);
        for (RenditionKey key : new RenditionKey[] {VIDEO, POSTER}) {
            index.locations()
                    .record(
                            key,
                            new RenditionLocation(URI.create("s3://renditions-store/x"), "video/mp4", 1, Duration.ZERO),
                            Duration.ofDays(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3-removed.json", "sqs-removed.json"})
    void everyRenditionThatLostAFileIsEvicted(String sample) {
        Invoked.with(handler, Events.sampleText(sample));
        assertThat(index.locations().find(VIDEO)).isEmpty();
        assertThat(index.locations().find(POSTER)).isEmpty();
        assertThat(telemetry.total("Evicted")).isEqualTo(2);
    }

    @Test
    void deleteMarkerFromEventBridgeEvictsOneRendition() {
        Invoked.with(handler, Events.sampleText("eventbridge-deleted.json"));
        assertThat(index.locations().find(VIDEO)).isEmpty();
        assertThat(index.locations().find(POSTER)).isPresent();
    }

    @Test
    void otherObjectsAndEventsEvictNothing() {
        Invoked.with(
                handler,
                Events.sqs(
                        Events.sampleText("s3-own-output.json"),
                        Events.s3("ObjectRemoved:Delete", "renditions-store", "renditions/notes.txt"),
                        Events.s3(
                                "ObjectRemoved:Delete",
                                "renditions-store",
                                "renditions/tracks/04/video-04" + "0".repeat(62) + ".json"),
                        Events.s3(
                                "ObjectRemoved:Delete",
                                "renditions-store",
                                "renditions/segments/04/video-04" + "0".repeat(62) + "/0-1350.mp4"),
                        Events.s3("ObjectRemoved:Delete", "elsewhere", "renditions/04/x")));
        assertThat(index.locations().find(VIDEO)).isPresent();
        assertThat(telemetry.total("PassedOver")).isEqualTo(5);
    }

    @Test
    void unavailableIndexIsRetriedLater() {
        FunctionContext out = parts(new UnavailableIndex(), Optional.empty());
        RemovalHandler other = new RemovalHandler(() -> out);
        assertThat(Invoked.again(Invoked.with(other, Events.sampleText("sqs-removed.json"))))
                .containsExactly("c7d8e9fa-0b1c-4d2e-8f30-415263748596");
        assertThatThrownBy(() -> Invoked.with(other, Events.sampleText("s3-removed.json")))
                .isInstanceOf(HandlingFailedException.class);
    }

    @Test
    void deadLetterThatIsMovedBackEvictsItsRendition() {
        FunctionContext out = parts(new UnavailableIndex(), parts().outlets().deadLetters());
        Invoked.with(
                new RemovalHandler(() -> out),
                Events.sqs(
                        MAX_RECEIVES,
                        Events.eventBridge(
                                "Object Deleted", "renditions-store", "renditions/04/" + VIDEO + "/rendition.json")));
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.kind()).isEqualTo("index"));

        Invoked.with(handler, Events.sqs(letters.get(0).body()));
        assertThat(index.locations().find(VIDEO)).isEmpty();
        assertThat(index.locations().find(POSTER)).isPresent();
    }
}
