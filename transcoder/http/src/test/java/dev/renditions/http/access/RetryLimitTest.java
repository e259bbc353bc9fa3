package dev.renditions.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.message.ApiScene;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retries of a remembered failure by clients with a signed link. */
final class RetryLimitTest extends ApiScene {
    private static final RenditionStatus DAMAGED = new RenditionStatus.Refused(
            Outcome.FAILED, "damaged", Optional.of(new MediaException(MediaException.Kind.DAMAGED, "damaged")));

    private final ArtifactIndex index = MemoryIndex.of(100, clock);
    private String link;

    @BeforeEach
    void sign() {
        gate = RequestAccessPolicy.of(
                Optional.of(keys),
                Optional.empty(),
                new RetryLimit(index.counters(), clock),
                AllowedSources.parse("s3://" + BUCKET),
                new GuardedSources(AllowedSources.none(), (proof, source) -> false, index.permissions()),
                clock);
        link = LinkSigner.with(keys, clock).signed("/v1/renditions/poster" + PATH, LinkTerms.of(Duration.ofHours(1)))
                + "&retry=true";
    }

    @Test
    void failureIsRetriedOnceInAWindow() {
        setStatus("poster", DAMAGED);
        assertThat(get(link).status()).isEqualTo(202);
        for (int i = 0; i < 3; i++) {
            assertThat(problem(get(link), 422)).isEqualTo("damaged");
        }
        assertThat(onDemand.asked).containsExactly(FailurePolicy.RETRY);
        clock.move(RetryLimit.WINDOW);
        assertThat(get(link).status()).isEqualTo(202);
        assertThat(onDemand.asked).containsExactly(FailurePolicy.RETRY, FailurePolicy.RETRY);
    }

    @Test
    void refusedRetryIsAnOrdinaryRequest() {
        setStatus("poster", DAMAGED);
        get(link);
        setStatus("poster", new RenditionStatus.Missing());
        assertThat(get(link).status()).isEqualTo(202);
        assertThat(onDemand.asked).containsExactly(FailurePolicy.RETRY, FailurePolicy.ANSWER);
    }

    @Test
    void readyRenditionCountsNoRetry() {
        publish("poster", "poster.jpg", "a picture");
        assertThat(get(link).status()).isEqualTo(302);
        setStatus("poster", DAMAGED);
        assertThat(get(link).status()).isEqualTo(202);
        assertThat(onDemand.asked).containsExactly(FailurePolicy.RETRY);
    }
}
