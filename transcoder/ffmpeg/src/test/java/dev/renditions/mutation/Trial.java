package dev.renditions.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Profile;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;

/** Renders damaged files with its own service and checks every result. Not thread-safe. */
final class Trial implements AutoCloseable {
    /** An undamaged source of this size takes 0.1 s; an encode that takes this long would not end. */
    private static final Duration ENCODE_LIMIT = Duration.ofSeconds(20);

    /** For all profiles of a file, including one or two encodes that reach their limit. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Set<Outcome> MADE = EnumSet.of(
            Outcome.ENCODED, Outcome.ASSEMBLED, Outcome.REMUXED, Outcome.STORED, Outcome.HIT, Outcome.COALESCED);

    private final Path folder;
    private final RealService service;
    private final Map<String, AtomicInteger> tally = new ConcurrentHashMap<>();

    Trial(Path folder) {
        this.folder = folder;
        this.service = RealService.in(folder, ENCODE_LIMIT, 1);
    }

    /** The key in the tally for renditions of a profile. */
    static String made(String profile) {
        return "made, " + profile;
    }

    /** Counts by outcome. */
    Map<String, AtomicInteger> tally() {
        return tally;
    }

    /** Renders a file and fails if a check does. */
    void of(Specimen specimen) {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Path source = Files.write(folder.resolve("specimen"), specimen.bytes());
            List<Profile> profiles = SmallProfiles.of(specimen.seed());
            for (RenditionResult result : service.render(source, profiles)) {
                check(result);
            }
            service.assertNothingTemporaryIsLeft();
            assertNoProcessIsLeft();
        });
    }

    private void check(RenditionResult result) throws IOException {
        if (MADE.contains(result.outcome())) {
            assertVerified(result);
            count(made(result.profile().name()));
        } else if (result.outcome() == Outcome.FAILED) {
            assertFailedForAReason(result);
        } else {
            count(result.outcome().word());
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            assertThat(result.reason()).isNotBlank();
        }
        assertNoLeaseIsLeft(result);
    }

    private void assertFailedForAReason(RenditionResult result) {
        RuntimeException failure = result.failure().orElseThrow();
        assertThat(failure).as(result.reason()).isInstanceOf(RenditionException.class);
        assertThat(result.reason()).isNotBlank().hasLineCount(1).hasSizeLessThan(600);
        assertThat(result.location()).isEmpty();
        // Only a lack of time may be transient, since anything else would be retried forever: a ladder fills the gap
        // between frames that claim to be minutes apart, and would end with more time.
        boolean slow = failure instanceof MediaException m && m.kind() == MediaException.Kind.TIME;
        assertThat(((RenditionException) failure).isTransient())
                .as(result.reason())
                .isEqualTo(slow);
        count(failure instanceof MediaException m ? "failed, " + m.kind() : "failed, " + failure.getClass());
    }

    private void assertVerified(RenditionResult result) throws IOException {
        StoredRendition stored = service.stored(result).orElseThrow();
        assertThat(result.location().orElseThrow().uri())
                .isEqualTo(stored.location().uri());
        Path main = Path.of(stored.location().uri());
        for (RenditionFile file : stored.manifest().files()) {
            Path path = file.equals(stored.manifest().main()) ? main : main.resolveSibling(file.name());
            assertThat(path).hasSize(file.bytes());
            try (InputStream in = Files.newInputStream(path)) {
                assertThat(ContentHash.of(in)).as(path.toString()).isEqualTo(file.sha256());
            }
        }
        List<OutputFile> outputs = stored.manifest().files().stream()
                .map(file -> new OutputFile(main.resolveSibling(file.name()), file.name(), file.mediaType()))
                .toList();
        service.prove(service.plan(result), outputs);
    }

    private void assertNoLeaseIsLeft(RenditionResult result) {
        RenditionKey key = new RenditionKey(result.content().orElseThrow(), result.profile());
        Optional<Lease> free = service.index().leases().tryLease(key, Duration.ofMinutes(1));
        assertThat(free).as("a lease of " + key).isPresent();
        free.ifPresent(service.index().leases()::release);
    }

    /** Checks processes that name our folder; other threads of the test have their own. */
    private void assertNoProcessIsLeft() {
        assertThat(ProcessHandle.current().descendants())
                .extracting(process -> process.info().commandLine().orElse(""))
                .noneMatch(command -> command.contains(folder.toString()));
    }

    private void count(String what) {
        tally.computeIfAbsent(what, w -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void close() {
        service.close();
    }
}
