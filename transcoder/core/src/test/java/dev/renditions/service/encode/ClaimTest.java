package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.Outcome;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.testing.Media;
import dev.renditions.testing.SampleRendition;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClaimTest {
    private static final RenditionKey KEY = SampleRendition.KEY;
    private static final Duration TTL = Duration.ofHours(1);

    private final MemoryIndex memory = MemoryIndex.create();
    private final FailSoftIndex index = FailSoftIndex.of(memory, new Random(42), new LookupCounters());
    private final RenditionLeases leases =
            new RenditionLeases(index.leases(), index.renditions(), Optional.empty(), new LookupCounters());
    private final RenewalThreads timers = RenewalThreads.start();

    @AfterEach
    void close() {
        timers.close();
        memory.close();
    }

    @Test
    void renditionMadeUnderALeaseIsRecordedAndTheLeaseEnds() {
        Lease lease = memory.leases().tryLease(KEY, TTL).orElseThrow();
        publish(renewer(new HeldLeases(Optional.of(lease), Optional.empty())));
        assertThat(memory.locations().find(KEY)).isPresent();
        assertThat(memory.leases().tryLease(KEY, TTL)).isPresent();
    }

    @Test
    void renditionMadeWithoutALeaseIsRecorded() {
        publish(renewer(HeldLeases.NONE));
        assertThat(memory.locations().find(KEY)).isPresent();
    }

    @Test
    void renditionMadeUnderALostLeaseIsRecordedAndTheLeaseOfAnotherStays() {
        Lease lease = memory.leases().tryLease(KEY, TTL).orElseThrow();
        LeaseRenewer renewer = renewer(new HeldLeases(Optional.of(lease), Optional.empty()));
        // As after a refused renewal: the lease is lost.
        renewer.stop();
        publish(renewer);
        assertThat(memory.locations().find(KEY)).isPresent();
        assertThat(memory.leases().tryLease(KEY, TTL)).isEmpty();
    }

    @Test
    void renditionMadeUnderAVanishedLeaseIsRecorded() {
        Lease lease = memory.leases().tryLease(KEY, TTL).orElseThrow();
        LeaseRenewer renewer = renewer(new HeldLeases(Optional.of(lease), Optional.empty()));
        memory.leases().release(lease);
        publish(renewer);
        assertThat(memory.locations().find(KEY)).isPresent();
    }

    private LeaseRenewer renewer(HeldLeases holding) {
        return new LeaseRenewer(leases, KEY, holding, TTL, () -> TTL, timers);
    }

    private void publish(LeaseRenewer renewer) {
        SingleFlight<RenditionKey, Ending> flights = new SingleFlight<>(e -> false);
        Plan.Make plan = (Plan.Make) Planner.plan(
                Media.of(Media.video(1280, 720), Media.audio(1, 2)),
                ProfileCatalog.builtIn().find("poster").orElseThrow());
        Claim claim =
                new Claim(new MissingRendition(KEY, plan), flights.tryLead(KEY).orElseThrow(), renewer, leases);
        RenditionLocation location = new RenditionLocation(
                URI.create("file:///store/poster.jpg"), "image/jpeg", 1000, Duration.ofSeconds(1));

        claim.end(new Ending.Published(Outcome.ENCODED, location, Duration.ZERO, true, Duration.ZERO));
    }
}
