package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.SourceException;
import dev.renditions.api.Timing;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.service.lookup.BatchLookup;
import dev.renditions.service.lookup.FailureRecorder;
import dev.renditions.service.lookup.Lookup;
import dev.renditions.service.lookup.Resolution;
import dev.renditions.service.request.MissingRendition;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Has renditions made once: by one thread of this process, and by one process among all that share the index. What can be
 * claimed is made together; then comes what others were making: whoever comes second waits for the first and takes what it
 * made, and if that one dies, one of those who wait takes over when its lease ends. Nobody waits while holding a claim, so
 * two who want the same renditions in another order don't wait for each other.
 */
public final class EncodeOnce implements AutoCloseable {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    /** With its jitter, and a lease of the usual length, one who dies is followed within 30 s. */
    static final Duration LAST_POLL = Duration.ofSeconds(1);
    /** Where the store has the lease, each look at it is a request to the store. */
    static final Duration LAST_STORE_POLL = Duration.ofSeconds(2);

    private final RenditionLeases leases;
    private final Lookup lookup;
    private final EncodeAndPublish production;
    private final FailureRecorder failures;
    private final RequestLimits limits;
    private final Timing timing;
    private final SingleFlight<RenditionKey, Resolution> flights =
            new SingleFlight<>(EncodeOnce::concernsOnlyOneCaller);
    private final RenewalThreads timers = RenewalThreads.start();

    public EncodeOnce(
            RenditionLeases leases,
            Lookup lookup,
            EncodeAndPublish production,
            FailureRecorder failures,
            RequestLimits limits,
            Timing timing) {
        this.leases = leases;
        this.lookup = lookup;
        this.production = production;
        this.failures = failures;
        this.limits = limits;
        this.timing = timing;
    }

    /** Makes what was not there a moment ago, and tells of each once what became of it. */
    public void make(RenditionRequest work, List<MissingRendition> all, ResolutionSink answers)
            throws InterruptedException {
        List<MissingRendition> others = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        try {
            for (MissingRendition wanted : all) {
                answers.attempt(wanted, () -> {
                    Optional<Claim> claim = tryClaim(work, wanted);
                    claim.ifPresent(claims::add);
                    if (claim.isEmpty()) {
                        others.add(wanted);
                    }
                });
            }
            produce(work, claims, answers);
        } finally {
            claims.forEach(Claim::close);
        }
        for (MissingRendition wanted : others) {
            answers.attempt(
                    wanted, () -> RenditionLogContext.during(wanted.key(), () -> follow(work, wanted, answers)));
        }
    }

    /** A leader's file that changed, its full disk, its deadline or a crash of its encoder say nothing of those who wait with the same bytes. */
    private static boolean concernsOnlyOneCaller(RuntimeException e) {
        return e instanceof SourceException
                || e instanceof BusyException
                || (e instanceof MediaException m && (m.isTransient() || m.kind() == MediaException.Kind.MACHINE));
    }

    /** The claim, if nobody has it: no waiting. */
    private Optional<Claim> tryClaim(RenditionRequest work, MissingRendition wanted) {
        Optional<SingleFlight<RenditionKey, Resolution>.Lead> lead = flights.tryLead(wanted.key());
        if (lead.isEmpty()) {
            return Optional.empty();
        }
        Optional<Claim> claim = Optional.empty();
        try {
            claim = tryLease(work, wanted, lead.get());
            return claim;
        } finally {
            if (claim.isEmpty()) {
                lead.get().giveUp();
            }
        }
    }

    private Optional<Claim> tryLease(
            RenditionRequest work, MissingRendition wanted, SingleFlight<RenditionKey, Resolution>.Lead lead) {
        Duration ttl = ttl(work);
        return leases.tryTake(wanted.key(), ttl) instanceof RenditionLeases.Taken taken
                ? Optional.of(claim(work, wanted, lead, taken.holding(), ttl))
                : Optional.empty();
    }

    /** By a time that was computed before the leases were taken: none may be left behind because time ran out since. */
    private Claim claim(
            RenditionRequest work,
            MissingRendition wanted,
            SingleFlight<RenditionKey, Resolution>.Lead lead,
            HeldLeases holding,
            Duration ttl) {
        try {
            return new Claim(
                    wanted,
                    lead,
                    new LeaseRenewer(leases, wanted.key(), holding, ttl, () -> ttl(work), timers),
                    leases);
        } catch (RuntimeException e) {
            leases.release(holding);
            throw e;
        }
    }

    private Duration ttl(RenditionRequest work) {
        return work.within(limits, timing.clock()).lease();
    }

    /** Makes what is claimed, but for what another worker published and let go of between our look and our claim. */
    private void produce(RenditionRequest work, List<Claim> claims, ResolutionSink answers) {
        List<Claim> missing = new ArrayList<>();
        BatchLookup memory = lookup.memoryOf(
                claims.stream().map(claim -> claim.wanted().key()).toList());
        for (Claim claim : claims) {
            answers.attempt(claim, () -> {
                Optional<Resolution> meanwhile = lookup.findMeanwhile(
                                claim.wanted().key(), claim.wanted().plan().profile(), memory, Lookup.InStore.ALWAYS)
                        .map(Resolution::shared);
                if (meanwhile.isPresent()) {
                    claim.found(meanwhile.get());
                    answers.answered(claim.wanted(), meanwhile.get());
                } else {
                    missing.add(claim);
                }
            });
        }
        if (missing.isEmpty()) {
            return;
        }
        try {
            Ends ends = new Ends(work, missing, answers);
            production.make(
                    work, ends.wanted(), work.within(limits, timing.clock()).encode(), ends);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // What befell all of them: no room for their files, a source that is gone.
            missing.stream().filter(claim -> !claim.ended()).forEach(claim -> {
                claim.failed(e);
                answers.failed(claim.wanted(), e);
            });
        }
    }

    /** Takes what another makes, or takes over from it. */
    private void follow(RenditionRequest work, MissingRendition wanted, ResolutionSink answers)
            throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration patience = work.within(limits, timing.clock()).patience();
        while (true) {
            Duration left = patience.minus(WallClock.since(begin, timing.clock()));
            Optional<SingleFlight<RenditionKey, Resolution>.Lead> lead = flights.tryLead(wanted.key());
            if (lead.isPresent()) {
                try {
                    poll(work, wanted, lead.get(), left, answers);
                } finally {
                    lead.get().giveUp();
                }
                return;
            }
            try {
                Optional<Resolution> made = flights.join(wanted.key(), left);
                if (made.isPresent()) {
                    answers.answered(wanted, made.get().shared());
                    return;
                }
            } catch (TimeoutException e) {
                throw busy(work, wanted);
            }
        }
    }

    /** For the one thread of this process that asks for all of them whether another process is done. */
    private void poll(
            RenditionRequest work,
            MissingRendition wanted,
            SingleFlight<RenditionKey, Resolution>.Lead lead,
            Duration patience,
            ResolutionSink answers)
            throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration poll = FIRST_POLL;
        StorePolling storeLooks = new StorePolling();
        while (true) {
            Duration ttl = ttl(work);
            RenditionLeases.Attempt attempt = leases.tryTake(wanted.key(), ttl);
            if (attempt instanceof RenditionLeases.Taken taken) {
                try (Claim ours = claim(work, wanted, lead, taken.holding(), ttl)) {
                    produce(work, List.of(ours), answers);
                }
                return;
            }
            boolean storeSays = attempt instanceof RenditionLeases.Busy busy && busy.inStore();
            if (WallClock.since(begin, timing.clock()).compareTo(patience) >= 0) {
                throw busy(work, wanted);
            }
            // Jittered, so that many who wait do not ask at once.
            Duration pause = jittered(poll, timing.random());
            timing.pause().pause(pause);
            Duration last = storeSays ? LAST_STORE_POLL : LAST_POLL;
            poll = poll.compareTo(last) < 0 ? poll.multipliedBy(2) : last;
            Optional<Resolution> made = find(wanted, lead, lookInStore(storeSays, storeLooks.isDue(pause)));
            if (made.isPresent()) {
                lead.end(made.get());
                answers.answered(wanted, made.get());
                return;
            }
        }
    }

    /** Half to one and a half times as long. */
    static Duration jittered(Duration poll, RandomGenerator random) {
        return Duration.ofMillis((long) (poll.toMillis() * (0.5 + random.nextDouble())));
    }

    /** A lease that is still in the store has just said that the rendition is not there. */
    private static Lookup.InStore lookInStore(boolean storeSays, boolean isDue) {
        if (isDue) {
            return Lookup.InStore.ALWAYS;
        }
        return storeSays ? Lookup.InStore.NEVER : Lookup.InStore.WITHOUT_INDEX;
    }

    /** What another process made of it; that it could not is told to all who wait. */
    private Optional<Resolution> find(
            MissingRendition wanted, SingleFlight<RenditionKey, Resolution>.Lead lead, Lookup.InStore inStore) {
        RenditionKey key = wanted.key();
        try {
            return lookup.findMeanwhile(key, wanted.plan().profile(), lookup.memoryOf(List.of(key)), inStore)
                    .map(Resolution::shared);
        } catch (MediaException e) {
            lead.fail(e);
            throw e;
        }
    }

    private BusyException busy(RenditionRequest work, MissingRendition wanted) {
        return new BusyException(
                "another worker is still making " + wanted.key().profile().name() + " of "
                        + work.source().name() + "; ask again in "
                        + limits.lease().toSeconds() + " s",
                limits.lease());
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        timers.close();
    }

    /** Ends claims as their renditions are made. */
    private final class Ends implements EncodeAndPublish.Ends {
        private final RenditionRequest work;
        private final List<Claim> claims;
        private final ResolutionSink answers;

        Ends(RenditionRequest work, List<Claim> claims, ResolutionSink answers) {
            this.work = work;
            this.claims = claims;
            this.answers = answers;
        }

        List<MissingRendition> wanted() {
            return claims.stream().map(Claim::wanted).toList();
        }

        private Claim claim(MissingRendition wanted) {
            return claims.stream()
                    .filter(c -> c.wanted().key().equals(wanted.key()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void published(MissingRendition wanted, ObjectStore.Publication publication, Duration took) {
            lookup.seen(wanted.key(), publication.rendition().location());
            Outcome outcome = Outcome.of(wanted.plan());
            RenditionLocation location = publication.rendition().location();
            boolean kept = publication.ours() || publication.mended();
            Resolution answer =
                    kept ? Resolution.spent(outcome, location, took) : Resolution.wasted(outcome, location, took);
            claim(wanted).published(publication, answer);
            answers.answered(wanted, answer);
        }

        @Override
        public void failed(MissingRendition wanted, RenditionException reason) {
            RenditionException told = failures.record(work, wanted.key(), reason);
            claim(wanted).failed(told);
            answers.failed(wanted, told);
        }
    }
}
