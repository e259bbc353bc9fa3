package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import dev.renditions.testing.ResultForm;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

final class EventBridgePublisherTest {
    private final Bus bus = new Bus();
    private final EventBridgePublisher announcer = new EventBridgePublisher(bus, "media");

    @Test
    void eventsHaveTheJsonOfTheCommandLine() {
        assertThat(announcer.announce(List.of(
                        result("a", Outcome.ENCODED),
                        result("b", Outcome.FAILED),
                        result("c", Outcome.NOT_APPLICABLE))))
                .isZero();
        assertThat(bus.taken)
                .extracting(PutEventsRequestEntry::detailType)
                .containsExactly("RenditionReady", "RenditionFailed");
        assertThat(bus.taken).allSatisfy(entry -> {
            assertThat(entry.source()).isEqualTo("renditions");
            assertThat(entry.eventBusName()).isEqualTo("media");
        });
        assertThat(bus.taken.get(0).detail())
                .isEqualTo("{\"source\":\"a\",\"contentHash\":null,\"profile\":\"poster\","
                        + "\"profileId\":\"poster-0123456789ab\",\"outcome\":\"encoded\",\"location\":\"s3://b/k\","
                        + "\"mediaType\":\"image/jpeg\",\"bytes\":1,\"mainBytes\":1,\"seconds\":2.000,\"savedSeconds\":0.000,"
                        + "\"wastedSeconds\":0.000,"
                        + "\"encodedTracks\":[],\"reusedTracks\":[],\"reason\":null,\"warnings\":[]}");
    }

    @Test
    void eventHasTheJsonOfAResult() {
        announcer.announce(List.of(ResultForm.LADDER));
        assertThat(bus.taken.get(0).detail()).isEqualTo(ResultForm.JSON);
    }

    @Test
    void eventsAreSentInBatchesOfTen() {
        announcer.announce(Collections.nCopies(23, result("a", Outcome.HIT)));
        assertThat(bus.sizes).containsExactly(10, 10, 3);
    }

    @Test
    void throttledEventIsSentAgain() {
        bus.refuseOnce = Set.of(1, 3);
        assertThat(announcer.announce(Collections.nCopies(5, result("a", Outcome.HIT))))
                .isZero();
        assertThat(bus.sizes).containsExactly(5, 2);
        assertThat(bus.taken).hasSize(5);
    }

    @Test
    void eventThrottledTwiceIsLost() {
        bus.refuse = Set.of(0);
        assertThat(announcer.announce(Collections.nCopies(3, result("a", Outcome.HIT))))
                .isEqualTo(1);
        assertThat(bus.sizes).containsExactly(3, 1);
    }

    @Test
    void unavailableBusThrowsNothing() {
        bus.out = true;
        assertThat(announcer.announce(Collections.nCopies(12, result("a", Outcome.HIT))))
                .isEqualTo(12);
    }

    private static RenditionResult result(String source, Outcome outcome) {
        boolean there = outcome == Outcome.ENCODED || outcome == Outcome.HIT;
        return new RenditionResult(
                source,
                Optional.empty(),
                new ProfileId("poster", "0123456789ab"),
                outcome,
                there
                        ? Optional.of(new RenditionLocation(URI.create("s3://b/k"), "image/jpeg", 1, Duration.ZERO))
                        : Optional.empty(),
                Duration.ofSeconds(2),
                Duration.ZERO,
                Optional.empty(),
                there ? "" : "it can't be done",
                outcome == Outcome.FAILED
                        ? Optional.of(new MediaException(MediaException.Kind.DAMAGED, "it can't be done"))
                        : Optional.empty());
    }

    /** A bus that throttles the events at some positions of a request. */
    private static final class Bus implements EventBridgeClient {
        private final List<PutEventsRequestEntry> taken = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private Set<Integer> refuseOnce = Set.of();
        private Set<Integer> refuse = Set.of();
        private boolean out;

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            if (out) {
                throw SdkClientException.create("no route to host");
            }
            sizes.add(request.entries().size());
            List<PutEventsResultEntry> answers = new ArrayList<>();
            for (int i = 0; i < request.entries().size(); i++) {
                boolean refused = refuseOnce.contains(i) || refuse.contains(i);
                answers.add(PutEventsResultEntry.builder()
                        .errorCode(refused ? "ThrottlingException" : null)
                        .errorMessage(refused ? "slow down" : null)
                        .build());
                if (!refused) {
                    taken.add(request.entries().get(i));
                }
            }
            refuseOnce = Set.of();
            return PutEventsResponse.builder().entries(answers).build();
        }

        @Override
        public String serviceName() {
            return "events";
        }

        @Override
        public void close() {}
    }
}
