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

/** How often what failed is tried again. */
class FailureTest {
    @Test
    void outagesAreWorthEveryReceive() {
        Failure store =
                failure(new StoreException(true, "the store does not answer", new IllegalStateException("cut")));
        assertThat(store.worthRetrying(1)).isTrue();
        assertThat(store.worthRetrying(9)).isTrue();
        assertThat(store.retryAfter()).isZero();
    }

    @Test
    void limitsOfTheMachineAreWorthThreeMoreEncodes() {
        Failure time = failure(new MediaException(MediaException.Kind.TIME, "it was not done within its time"));
        assertThat(time.worthRetrying(3)).isTrue();
        assertThat(time.worthRetrying(4)).isFalse();
        assertThat(time.worthRetrying()).as("by other ways than a queue").isTrue();
    }

    @Test
    void whoIsBusySaysWhenToAskAgain() {
        Failure busy = failure(new BusyException("another worker makes it", Duration.ofSeconds(28)));
        assertThat(busy.worthRetrying(9)).isTrue();
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void damageIsFinal() {
        assertThat(failure(new MediaException(MediaException.Kind.DAMAGED, "the file is cut short"))
                        .worthRetrying(1))
                .isFalse();
    }

    @Test
    void longestPauseOfAMessageCounts() {
        Told.Notice notice = (Told.Notice)
                Notices.read(Json.object("{\"bucket\":\"b\",\"key\":\"k\"}")).get(0);
        Handled handled = new Handled(
                notice,
                List.of(),
                List.of(
                        failure(new BusyException("one", Duration.ofSeconds(1))),
                        failure(new BusyException("another", Duration.ofSeconds(28)))));
        assertThat(handled.retryAfter()).isEqualTo(Duration.ofSeconds(28));
        assertThat(Handled.well(notice).retryAfter()).isZero();
    }

    private static Failure failure(RuntimeException thrown) {
        return Failure.of(new RenditionResult(
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
