package dev.renditions.lambda.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.StoreException;
import dev.renditions.profile.ProfileCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often failures are retried. */
class FailureDetailsTest {
    @Test
    void outagesAreRetriedAtEveryReceive() {
        FailureDetails store =
                failure(new StoreException(true, "the store does not answer", new IllegalStateException("cut")));
        assertThat(store.worthRetrying(1)).isTrue();
        assertThat(store.worthRetrying(9)).isTrue();
        assertThat(store.retryAfter()).isZero();
    }

    @Test
    void limitsOfTheMachineAreRetriedThreeTimes() {
        FailureDetails time = failure(new MediaException(MediaException.Kind.TIME, "it did not finish within time"));
        assertThat(time.worthRetrying(3)).isTrue();
        assertThat(time.worthRetrying(4)).isFalse();
        assertThat(time.worthRetrying()).as("without a queue").isTrue();
    }

    @Test
    void busyFailureHasAMinimumDelay() {
        FailureDetails busy = failure(new BusyException("another worker makes it", Duration.ofSeconds(28)));
        assertThat(busy.worthRetrying(9)).isTrue();
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void damagedSourceIsNotRetried() {
        assertThat(failure(new MediaException(MediaException.Kind.DAMAGED, "the file is truncated"))
                        .worthRetrying(1))
                .isFalse();
    }

    @Test
    void delayOfAMessageIsTheLongestOfItsFailures() {
        ObjectEvent.Notice notice =
                (ObjectEvent.Notice) EventParser.read(EventJson.object("{\"bucket\":\"b\",\"key\":\"k\"}"))
                        .get(0);
        HandlingResult handled = new HandlingResult(
                notice,
                List.of(),
                List.of(
                        failure(new BusyException("one", Duration.ofSeconds(1))),
                        failure(new BusyException("another", Duration.ofSeconds(28)))));
        assertThat(handled.retryAfter()).isEqualTo(Duration.ofSeconds(28));
        assertThat(HandlingResult.well(notice).retryAfter()).isZero();
    }

    private static FailureDetails failure(RuntimeException thrown) {
        return FailureDetails.of(new RenditionResult(
                        "s3://b/k",
                        Optional.empty(),
                        ProfileCatalog.builtIn().find("poster").orElseThrow().id(),
                        Outcome.FAILED,
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ZERO,
                        Optional.empty(),
                        String.valueOf(thrown.getMessage()),
                        Optional.of(thrown)))
                .orElseThrow();
    }
}
