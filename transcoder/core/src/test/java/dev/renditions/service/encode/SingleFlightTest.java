package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SingleFlightTest {
    private static final int CALLERS = 16;
    private static final Set<Thread.State> WAITS = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SingleFlight<String, String> flights = new SingleFlight<>(IllegalArgumentException.class::isInstance);
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch leads = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneCallerWorksAndTheOthersShareItsResult() throws Exception {
        List<Future<String>> answers = callersOf(this::slow);
        end.countDown();
        List<String> values = new ArrayList<>();
        for (Future<String> answer : answers) {
            values.add(answer.get());
        }
        assertThat(values).containsOnly("made", "shared").containsOnlyOnce("made");
        assertThat(runs).hasValue(1);
    }

    @Test
    void failureIsSharedButNotKept() throws Exception {
        List<Future<String>> answers = callersOf(() -> {
            slow();
            throw new IllegalStateException("broken");
        });
        end.countDown();
        for (Future<String> answer : answers) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("broken");
        }
        assertThat(runs).hasValue(1);
        assertThat(run("key", () -> "made again", v -> "shared", TIMEOUT)).isEqualTo("made again");
    }

    @Test
    void cancelledLeaderIsReplacedByAWaiter() throws Exception {
        List<Future<String>> answers = callersOf(() -> {
            slow();
            if (runs.get() == 1) {
                throw new CancellationException("cancelled");
            }
            return "made by another";
        });
        end.countDown();
        int cancelled = 0;
        List<String> values = new ArrayList<>();
        for (Future<String> answer : answers) {
            try {
                values.add(answer.get());
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(CancellationException.class);
                cancelled++;
            }
        }
        assertThat(cancelled).isEqualTo(1);
        assertThat(values).hasSize(CALLERS - 1).contains("made by another").isSubsetOf("made by another", "shared");
    }

    @Test
    void leaderThatFailsAloneIsReplacedByAWaiter() throws Exception {
        List<Future<String>> answers = callersOf(() -> {
            slow();
            if (runs.get() == 1) {
                throw new IllegalArgumentException("the leader's own");
            }
            return "made by another";
        });
        end.countDown();
        int failed = 0;
        for (Future<String> answer : answers) {
            try {
                assertThat(answer.get()).isIn("made by another", "shared");
            } catch (ExecutionException e) {
                assertThat(e).hasRootCauseMessage("the leader's own");
                failed++;
            }
        }
        assertThat(failed).isEqualTo(1);
    }

    @Test
    void waiterTimesOut() throws Exception {
        Future<String> slow = threads.submit(() -> run("key", this::slow, v -> v, TIMEOUT));
        leads.await();
        assertThatThrownBy(() -> run("key", this::slow, v -> v, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);
        assertThat(slow).isNotDone();
        end.countDown();
    }

    @Test
    void otherKeysDoNotWait() throws Exception {
        Future<String> slow = threads.submit(() -> run("slow", this::slow, v -> v, TIMEOUT));
        leads.await();
        assertThat(run("other", () -> "at once", v -> v, TIMEOUT)).isEqualTo("at once");
        assertThat(slow).isNotDone();
        end.countDown();
    }

    /** Leads the flight, or waits for its leader, until there is a result. */
    private String run(String key, Job job, UnaryOperator<String> shared, Duration timeout)
            throws InterruptedException, TimeoutException {
        while (true) {
            Optional<SingleFlight<String, String>.Lead> lead = flights.tryLead(key);
            if (lead.isPresent()) {
                return lead(job, lead.get());
            }
            Optional<String> joined = flights.join(key, timeout);
            if (joined.isPresent()) {
                return shared.apply(joined.get());
            }
        }
    }

    private static String lead(Job job, SingleFlight<String, String>.Lead lead) throws InterruptedException {
        try {
            String value = job.run();
            lead.end(value);
            return value;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            lead.fail(e);
            throw e;
        } finally {
            lead.giveUp();
        }
    }

    private interface Job {
        String run() throws InterruptedException;
    }

    /** Starts as many callers as there are threads. One leads, and the others wait for it. */
    private List<Future<String>> callersOf(Job job) throws InterruptedException {
        List<Future<String>> answers = new ArrayList<>();
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < CALLERS; i++) {
            answers.add(threads.submit(() -> {
                callers.add(Thread.currentThread());
                return run("key", job, v -> "shared", TIMEOUT);
            }));
        }
        leads.await();
        await().until(() ->
                callers.size() == CALLERS && List.copyOf(callers).stream().allMatch(t -> WAITS.contains(t.getState())));
        return answers;
    }

    private String slow() throws InterruptedException {
        runs.incrementAndGet();
        leads.countDown();
        end.await();
        return "made";
    }
}
