package dev.renditions.service.index;

import dev.renditions.api.LookupMetric;
import dev.renditions.index.IndexUnavailableException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the index so that an outage is not a failure, and within the {@link IndexTimeoutBudget} of the request. An outage is
 * logged once when it begins and once when it ends. Thread-safe.
 */
final class OutageGuard {
    private static final Logger LOG = LoggerFactory.getLogger(OutageGuard.class);

    private final AtomicBoolean out = new AtomicBoolean();
    private final AtomicInteger timeouts = new AtomicInteger();

    /** A look-up; not made if the request has waited in vain before. */
    <T> IndexAnswer<T> ask(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.isOver() ? spared(withoutIndex) : askNow(question, withoutIndex, false);
    }

    /** A write under the same condition; whether it was applied does not matter. */
    void tell(Runnable order) {
        ask(
                () -> {
                    order.run();
                    return true;
                },
                false);
    }

    /** A call that costs more to lose than one more wait; made even if the request has waited in vain once before. */
    <T> IndexAnswer<T> askOnceMore(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.allowsOneMore() ? askNow(question, withoutIndex, true) : spared(withoutIndex);
    }

    /** A patient call; not made if the request has waited in vain before. */
    <T> IndexAnswer<T> askPatiently(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.isOver() ? spared(withoutIndex) : askNow(question, withoutIndex, true);
    }

    private static <T> IndexAnswer<T> spared(T withoutIndex) {
        return new IndexAnswer<>(withoutIndex, Optional.of(LookupMetric.TIMEOUT));
    }

    private <T> IndexAnswer<T> askNow(Supplier<T> question, T withoutIndex, boolean patient) {
        try {
            T answer = question.get();
            timeouts.set(0);
            if (out.get() && out.compareAndSet(true, false)) {
                LOG.info("the index answers again");
            }
            return new IndexAnswer<>(answer, Optional.empty());
        } catch (IndexUnavailableException e) {
            if (e.isTimeout()) {
                IndexTimeoutBudget.lost();
            }
            if (isOutage(e, patient) && out.compareAndSet(false, true)) {
                LOG.warn("continuing without the index; the store alone decides: {}", e.getMessage());
            }
            return new IndexAnswer<>(
                    withoutIndex, Optional.of(e.isTimeout() ? LookupMetric.TIMEOUT : LookupMetric.ERROR));
        }
    }

    /** One impatient look-up that is late may be the fault of a busy machine. A second one in a row is an outage. */
    private boolean isOutage(IndexUnavailableException e, boolean patient) {
        return patient || !e.isTimeout() || timeouts.incrementAndGet() > 1;
    }
}
