package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.index.memcached.Wire;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Memcached may die, hang and return at any time: every request gets a correct response. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@Timeout(180)
final class OutageIT {
    private static final int ENOUGH = 60;
    private static final Duration SOON = Duration.ofSeconds(60);
    /**
     * Far longer than any response here takes, and far shorter than the timeouts of the tests: no request may hang.
     */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> closeables = new ArrayList<>();
    private Scene scene;
    private SharedStore store;
    private MemcachedServer memcached;
    private RequestStream requests;
    private int renditions;
    private int encodes;

    @BeforeEach
    void prepare() {
        memcached = MemcachedServer.startOrSkip();
        closeables.add(memcached);
        scene = new Scene(folder);
        scene.letEncodeAll();
        store = SharedStore.directory(scene);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = closeables.size() - 1; i >= 0; i--) {
            closeables.get(i).close();
        }
    }

    @Test
    void memcachedThatStartsLaterIsUsedFromThenOn() throws Exception {
        memcached.stop();
        start(memcached.uri(), "absent");
        requests.awaitAnswers(ENOUGH);

        memcached.start();

        requests.enter("there");
        awaitHits();
        assertAllRight("absent", "there");
        assertThat(requests.in("absent")).extracting(Reply::outcome).doesNotContain("hit");
    }

    @Test
    void memcachedThatReturnsEmptyIsFilledAgain() throws Exception {
        start(memcached.uri(), "well");
        awaitHits();

        memcached.stop();
        requests.enter("killed");
        requests.awaitAnswers(ENOUGH);
        memcached.start();

        // It returned empty, so what it finds now has been written again.
        requests.enter("empty");
        awaitHits();
        assertAllRight("well", "killed", "empty");
        assertThat(requests.in("killed")).extracting(Reply::outcome).contains("stored");
    }

    @Test
    void memcachedThatHangsDelaysNoRequestForLong() throws Exception {
        start(memcached.uri(), "well");
        awaitHits();

        memcached.freeze();
        requests.enter("frozen");
        requests.awaitAnswers(ENOUGH);
        memcached.thaw();

        requests.enter("thawed");
        awaitHits();
        assertAllRight("well", "frozen", "thawed");
    }

    @Test
    void lossOfOneServerOfTwoLeavesTheHitsOfTheOther() throws Exception {
        MemcachedServer other = MemcachedServer.startOrSkip();
        closeables.add(other);
        start(memcached.uri() + "," + other.host() + ":" + other.port(), "well");
        awaitHits();
        // So many renditions that each server has some of them.
        requests.awaitAnswers(3 * ENOUGH);

        // Before the loss: between loss and phase, every rendition of the lost server could be found in the store.
        requests.enter("one gone");
        other.stop();
        requests.awaitAnswers(ENOUGH);
        awaitHits();
        assertAllRight("well", "one gone");
        assertThat(requests.in("one gone")).extracting(Reply::outcome).contains("hit", "stored");
    }

    @Test
    void serverThatJoinsAndLeavesAgainCausesNoFailures() throws Exception {
        MemcachedServer other = MemcachedServer.startOrSkip();
        closeables.add(other);
        Wire endpoint = new Wire(memcached);
        closeables.add(endpoint);
        endpoint.answerCluster(1, name(memcached));
        start("memcached+discover://" + endpoint.name(), "alone");
        awaitHits();

        requests.enter("joined by another");
        endpoint.answerCluster(2, name(memcached), name(other));
        await("entries in the other").atMost(SOON).until(() -> other.items() > 0);
        awaitHits();
        requests.enter("left alone again");
        endpoint.answerCluster(3, name(memcached));
        awaitHits();
        other.stop();

        requests.enter("alone permanently");
        awaitHits();
        assertAllRight("alone", "joined by another", "left alone again", "alone permanently");
        assertThat(encodes).isEqualTo(renditions);
    }

    private static String name(MemcachedServer server) {
        return server.host() + ":" + server.port();
    }

    private void start(String index, String phase) {
        WorkerProcess worker =
                worker(WorkerSettings.of(index, store, scene).withBudget(MemcachedSettings.USUAL_BUDGET));
        requests = RequestStream.start(worker, scene, phase);
        closeables.add(requests);
    }

    private WorkerProcess worker(WorkerSettings settings) {
        WorkerProcess worker = WorkerProcess.start(settings, store);
        closeables.add(worker);
        return worker.awaitReady();
    }

    private void awaitHits() {
        requests.awaitAnswers(ENOUGH, reply -> reply.outcome().equals("hit"));
    }

    private void assertAllRight(String... phases) throws Exception {
        List<RequestStream.Answer> all = requests.stop();
        assertThat(all).allSatisfy(answer -> {
            assertThat(answer.reply().outcome()).as(answer.toString()).isIn("encoded", "coalesced", "hit", "stored");
            assertThat(answer.reply().millis()).isLessThan(LONGEST.toMillis());
        });
        Map<Path, List<Reply>> answers = all.stream()
                .collect(Collectors.groupingBy(
                        RequestStream.Answer::source,
                        Collectors.mapping(RequestStream.Answer::reply, Collectors.toList())));
        List.of(phases).forEach(phase -> print(phase, requests.in(phase)));
        renditions = answers.size();
        encodes = answers.keySet().stream()
                .mapToInt(source -> scene.encodes(source).size())
                .sum();
        Figures.print("  %d renditions, %d encodes", renditions, encodes);
        answers.forEach((source, replies) -> {
            assertThat(replies).extracting(Reply::outcome).containsOnlyOnce("encoded");
            SharedRendition.of(store, source, RequestStream.PROFILE).assertIsTheOne(replies);
        });
    }

    private static void print(String phase, List<Reply> replies) {
        double[] known = replies.stream()
                .filter(reply ->
                        reply.outcome().equals("hit") || reply.outcome().equals("stored"))
                .mapToDouble(Reply::millis)
                .sorted()
                .toArray();
        assertThat(known)
                .as("responses without an encode while Memcached is " + phase)
                .isNotEmpty();
        Figures.print(
                "Memcached is %s: %d responses; of the hits the median took %.1f ms, the longest %.1f ms",
                phase, replies.size(), known[known.length / 2], known[known.length - 1]);
    }
}
