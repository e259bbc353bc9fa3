package dev.renditions.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Profile;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends thousands of damaged files through the whole service with the real ffmpeg. Each ends in time, in a verified rendition or
 * with a readable reason, and leaves no temporary file, process or lease. Each is tried with some
 * {@linkplain SmallProfiles profiles}, which are chosen by its seed.
 *
 * <p>The seed of a file is {@code -Dmutation.seed} plus its number, which is below {@code -Dmutation.count}. A failure names the
 * settings that repeat that file alone, and keeps the file in {@code target/mutations}.
 */
@Timeout(1800)
final class MutationIT {
    private static final Logger LOG = LoggerFactory.getLogger(MutationIT.class);
    private static final long SEED = Long.getLong("mutation.seed", 20_260_101);
    private static final int COUNT = Integer.getInteger("mutation.count", 2000);
    private static final int THREADS = 2;
    private static final int MOST_FAILURES = 20;
    private static final Path KEPT = Checkout.target("mutations");

    /** With fewer files, a profile may by chance have no rendition. */
    private static final int TELLING = 2000;

    @TempDir
    private Path folder;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void damagedFilesEndInAVerifiedRenditionOrAReason() throws Exception {
        LOG.warn("{} damaged files; repeat with -Dmutation.seed={} -Dmutation.count={}", COUNT, SEED, COUNT);
        Instant begin = Instant.now();
        List<SmallMedia> media = SmallMedia.all(Files.createDirectory(folder.resolve("media")));
        Map<String, Integer> tally = new TreeMap<>();
        for (Trial trial : all(media)) {
            trial.tally().forEach((what, times) -> tally.merge(what, times.get(), Integer::sum));
        }
        LOG.warn(
                "{} damaged files took {} s: {}",
                COUNT,
                Duration.between(begin, Instant.now()).toSeconds(),
                tally);
        assertThat(failures).isEmpty();
        if (COUNT >= TELLING) {
            assertThat(tally)
                    .containsKeys(SmallProfiles.all().stream()
                            .map(Profile::name)
                            .map(Trial::made)
                            .toArray(String[]::new));
        }
        assertThat(ProcessHandle.current().descendants())
                .extracting(process -> process.info().commandLine().orElse(""))
                .noneMatch(command -> command.contains("ffmpeg") || command.contains("ffprobe"));
    }

    private List<Trial> all(List<SmallMedia> media) throws Exception {
        AtomicLong next = new AtomicLong();
        Callable<Trial> worker = () -> {
            try (Trial trial = new Trial(Files.createTempDirectory(folder, "trial"))) {
                for (long n = next.getAndIncrement();
                        n < COUNT && failures.size() < MOST_FAILURES;
                        n = next.getAndIncrement()) {
                    attempt(trial, Specimen.of(media, SEED + n));
                }
                return trial;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Trial> trials = new ArrayList<>();
            for (Future<Trial> future : threads.invokeAll(List.of(worker, worker))) {
                trials.add(future.get());
            }
            return trials;
        } finally {
            threads.shutdownNow();
        }
    }

    private void attempt(Trial trial, Specimen specimen) {
        try {
            trial.of(specimen);
        } catch (RuntimeException | AssertionError e) {
            failures.add(specimen + ", kept as " + keep(specimen) + ": " + e.getMessage());
        }
    }

    private static Path keep(Specimen specimen) {
        try {
            Files.createDirectories(KEPT);
            return Files.write(KEPT.resolve(specimen.seed() + "-" + specimen.origin()), specimen.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
