package dev.renditions.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.index.RenditionLocation;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class EndingTest {
    private static final RenditionLocation AT =
            new RenditionLocation(URI.create("file:///store/poster.jpg"), "image/jpeg", 1000, Duration.ofSeconds(5));
    private static final Duration TOOK = Duration.ofSeconds(3);

    @Test
    void keptEncodeSavesAndWastesNothing() {
        Ending ending = new Ending.Published(Outcome.ENCODED, AT, TOOK, true, Duration.ZERO);
        assertThat(ending.location()).contains(AT);
        assertThat(ending.took()).isEqualTo(TOOK);
        assertThat(ending.saved()).isZero();
        assertThat(ending.wasted()).isEmpty();
        assertThat(ending.reason()).isEmpty();
    }

    @Test
    void discardedEncodeIsWastedWithAReason() {
        Ending ending = new Ending.Published(Outcome.ENCODED, AT, TOOK, false, Duration.ZERO);
        assertThat(ending.location()).contains(AT);
        assertThat(ending.wasted()).contains(TOOK);
        assertThat(ending.reason()).contains("another worker published it first");
    }

    @Test
    void waiterSavesTheEncode() {
        for (boolean kept : new boolean[] {true, false}) {
            Ending shared = new Ending.Published(Outcome.ENCODED, AT, TOOK, kept, Duration.ZERO).shared();
            assertThat(shared).isEqualTo(new Ending.Found(Outcome.COALESCED, AT));
            assertThat(shared.saved()).isEqualTo(AT.encodeTime());
            assertThat(shared.took()).isZero();
        }
    }

    @Test
    void endingsWithoutALocationAreTheSameForAWaiter() {
        Ending notMade = new Ending.NotMade(Outcome.NOT_APPLICABLE, "it has no video");
        Ending failed = new Ending.Failed(new MediaException(MediaException.Kind.DAMAGED, "it is damaged"));
        assertThat(notMade.shared()).isSameAs(notMade);
        assertThat(failed.shared()).isSameAs(failed);
    }

    @Test
    void unexpectedFailureIsReportedAsAnErrorInRenditions() {
        MediaException foreseen = new MediaException(MediaException.Kind.DAMAGED, "it is damaged");
        RuntimeException bug = new IllegalStateException("bug");
        assertThat(Ending.Failed.of(foreseen).reason()).isEqualTo("it is damaged");
        assertThat(Ending.Failed.of(bug).reason()).isEqualTo("unexpected error, probably a bug in Renditions: " + bug);
        assertThat(Ending.Failed.of(bug).failure()).contains(bug);
    }

    @Test
    void cancellationIsRethrown() {
        CancellationException cancelled = new CancellationException("stopped");
        assertThatThrownBy(() -> Ending.Failed.of(cancelled)).isSameAs(cancelled);
    }
}
