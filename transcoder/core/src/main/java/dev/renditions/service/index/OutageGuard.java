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
 * Calls the index within the {@link IndexTimeoutBudget} of the request, so that an outage is not a failure. An outage is logged
 * once when it begins and once when it ends. Thread-safe.
 */
final class OutageGuard {
    private static final Logger LOG = LoggerFactory.getLogger(OutageGuard.class);

    private final AtomicBoolean out = new AtomicBoolean();
    private final AtomicInteger timeouts = new AtomicInteger();

    /** Looks something up; skipped if the request already had a timeout. */
    <T> IndexAnswer<T> ask(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.isSpent() ? skipped(withoutIndex) : askNow(question, withoutIndex, false);
    }

    /** Writes something; skipped if the request already had a timeout. The result does not matter. */
    void write(Runnable call) {
        ask(
                () -> {
                    call.run();
                    return true;
                },
                false);
    }

    /** A call whose loss costs more than one more timeout; made even if the request already had one timeout. */
    <T> IndexAnswer<T> askOnceMore(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.allowsOneMore() ? askNow(question, withoutIndex, true) : skipped(withoutIndex);
    }

    /** A call whose timeout counts as an outage at once; skipped if the request already had a timeout. */
    <T> IndexAnswer<T> askPatiently(Supplier<T> question, T withoutIndex) {
        return IndexTimeoutBudget.isSpent() ? skipped(withoutIndex) : askNow(question, withoutIndex, true);
    }

    private static <T> IndexAnswer<T> skipped(T withoutIndex) {
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
                IndexTimeoutBudget.recordTimeout();
            }
            if (isOutage(e, patient) && out.compareAndSet(false, true)) {
                LOG.warn("continuing without the index; the store alone decides: {}", e.getMessage());
            }
            return new IndexAnswer<>(
                    withoutIndex, Optional.of(e.isTimeout() ? LookupMetric.TIMEOUT : LookupMetric.ERROR));
        }
    }

    /** One timeout of an impatient call may be due to a busy machine. A second one in a row is an outage. */
    private boolean isOutage(IndexUnavailableException e, boolean patient) {
        return patient || !e.isTimeout() || timeouts.incrementAndGet() > 1;
    }
}
