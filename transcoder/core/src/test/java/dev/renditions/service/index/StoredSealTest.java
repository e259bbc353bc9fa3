package dev.renditions.service.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.StoreException;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.codec.Seal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the secret is read from the store, and how the index behaves without it. */
final class StoredSealTest {
    private final String secret = Seal.newSecret();
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicInteger reads = new AtomicInteger();
    private Supplier<String> store = () -> secret;
    private Optional<String> given = Optional.empty();
    private final StoredSeal seal = new StoredSeal(
            known -> {
                reads.incrementAndGet();
                given = known;
                return store.get();
            },
            ticks::get,
            Runnable::run,
            Duration.ofSeconds(10));
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void letStoreAnswer() {
        answer.countDown();
    }

    @Test
    void secretIsReadWhenItIsFirstNeededAndThenRarely() {
        assertThat(reads).hasValue(0);
        assertOpens(secret);
        assertOpens(secret);
        pass(StoredSeal.REREAD.minusNanos(1));
        assertOpens(secret);
        assertThat(reads).hasValue(1);
    }

    @Test
    void earlyReadSparesTheFirstCallerAWait() {
        seal.begin();
        seal.begin();
        assertThat(reads).hasValue(1);
        assertOpens(secret);
        assertThat(reads).hasValue(1);
    }

    @Test
    void failedEarlyReadIsReportedWhenTheSealIsNeeded() {
        store = StoredSealTest::fail;
        seal.begin();
        assertThatExceptionOfType(IndexUnavailableException.class).isThrownBy(seal::get);
    }

    @Test
    void newSecretOfTheStoreIsAdopted() {
        assertOpens(secret);
        String other = Seal.newSecret();
        store = () -> other;
        pass(StoredSeal.REREAD);
        assertOpens(other);
        assertThat(reads).hasValue(2);
    }

    @Test
    void knownSecretIsGivenToTheStoreToRestoreIt() {
        assertOpens(secret);
        assertThat(given).isEmpty();
        pass(StoredSeal.REREAD);
        seal.get();
        assertThat(given).contains(secret);
    }

    @Test
    void laterOutageOfTheStoreKeepsTheSecret() {
        assertOpens(secret);
        store = StoredSealTest::fail;
        pass(StoredSeal.REREAD);
        assertOpens(secret);
        assertOpens(secret);
        assertThat(reads).hasValue(2);
        pass(StoredSeal.RETRY);
        assertOpens(secret);
        assertThat(reads).hasValue(3);
    }

    @Test
    void firstReadDuringAnOutageIsAnIndexOutageAndIsNotRepeatedAtOnce() {
        store = StoredSealTest::fail;
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(seal::get)
                .withMessageContaining("the store is unavailable");
        assertThatExceptionOfType(IndexUnavailableException.class).isThrownBy(seal::get);
        assertThat(reads).hasValue(1);
        store = () -> secret;
        pass(StoredSeal.RETRY);
        assertOpens(secret);
    }

    /** Renewals of leases use the seal and must not wait. */
    @Test
    @Timeout(30)
    void storeThatBecomesSlowDelaysNoCaller() {
        StoredSeal background = new StoredSeal(known -> store.get(), ticks::get);
        Seal known = background.get();
        String other = Seal.newSecret();
        store = () -> slow(other);
        pass(StoredSeal.REREAD);
        assertThat(background.get()).isSameAs(known);
        answer.countDown();
        await().until(() -> background.get() != known);
    }

    @Test
    @Timeout(30)
    void slowFirstReadIsAnIndexTimeout() {
        StoredSeal background = new StoredSeal(
                known -> {
                    reads.incrementAndGet();
                    return slow(secret);
                },
                ticks::get,
                task -> new Thread(task, "slow store").start(),
                Duration.ofMillis(100));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IndexUnavailableException.class)
                    .isThrownBy(background::get)
                    .matches(IndexUnavailableException::isTimeout);
        }
        assertThat(reads).as("one read at a time").hasValue(1);
        answer.countDown();
        await().ignoreExceptions().until(() -> background.get() != null);
    }

    private String slow(String secret) {
        try {
            assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return secret;
    }

    @Test
    void damagedSecretIsAnOutageWithAdvice() {
        store = () -> "short";
        assertThatExceptionOfType(IndexUnavailableException.class)
                .isThrownBy(seal::get)
                .withMessageContaining("delete .index-key from the store");
    }

    private static String fail() {
        throw new StoreException(true, "the store is unavailable", new IOException());
    }

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    private void assertOpens(String with) {
        byte[] payload = "{}".getBytes(UTF_8);
        assertThat(seal.get().open("k", Seal.parse(with).seal("k", payload))).contains(payload);
    }
}
