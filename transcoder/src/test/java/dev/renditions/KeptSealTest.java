package dev.renditions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Seal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When the secret that the store keeps is read, and what its absence does to the index. */
final class KeptSealTest {
    private final String secret = Seal.newSecret();
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicInteger reads = new AtomicInteger();
    private Supplier<String> store = () -> secret;
    private final KeptSeal seal = new KeptSeal(
            () -> {
                reads.incrementAndGet();
                return store.get();
            },
            ticks::get);

    @Test
    void secretIsReadWhenItIsFirstNeededAndThenSeldom() {
        assertThat(reads).hasValue(0);
        assertOpens(secret);
        assertOpens(secret);
        pass(KeptSeal.REREAD.minusNanos(1));
        assertOpens(secret);
        assertThat(reads).hasValue(1);
    }

    @Test
    void secretThatWasMadeAnewIsTakenOver() {
        assertOpens(secret);
        String other = Seal.newSecret();
        store = () -> other;
        pass(KeptSeal.REREAD);
        assertOpens(other);
        assertThat(reads).hasValue(2);
    }

    @Test
    void outageOfTheStoreLaterKeepsTheSecret() {
        assertOpens(secret);
        store = KeptSealTest::out;
        pass(KeptSeal.REREAD);
        assertOpens(secret);
        assertOpens(secret);
        assertThat(reads).hasValue(2);
        pass(KeptSeal.RETRY);
        assertOpens(secret);
        assertThat(reads).hasValue(3);
    }

    @Test
    void outageOfTheStoreAtFirstIsOneOfTheIndexAndNotAskedForEachTime() {
        store = KeptSealTest::out;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(seal::get)
                .withMessageContaining("the store is out");
        assertThatExceptionOfType(IndexUnavailableException.class).isThrownBy(seal::get);
        assertThat(reads).hasValue(1);
        store = () -> secret;
        pass(KeptSeal.RETRY);
        assertOpens(secret);
    }

    @Test
    void damagedSecretIsAnOutageThatSaysWhatToDo() {
        store = () -> "short";
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(seal::get)
                .withMessageContaining("delete .index-key from the store");
    }

    private static String out() {
        throw new StoreException(true, "the store is out", new IOException());
    }

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    private void assertOpens(String with) {
        byte[] payload = "{}".getBytes(UTF_8);
        assertThat(seal.get().open("k", Seal.parse(with).seal("k", payload))).contains(payload);
    }
}
