package dev.renditions;

import dev.renditions.index.RenditionKey;
import dev.renditions.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Has renditions made once: by one thread of this process, and by one process among all that share the index. What can be
 * claimed is made together; then comes what others were making: whoever comes second waits for the first and takes what it
 * made, and if that one dies, one of those who wait takes over when its lease ends. Nobody waits while holding a claim, so
 * two who want the same renditions in another order don't wait for each other.
 */
final class Maker implements AutoCloseable {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    /** With its jitter, and a lease of the usual length, one who dies is followed within 30 s. */
    static final Duration LAST_POLL = Duration.ofSeconds(1);

    private final TolerantIndex index;
    private final Lookup lookup;
    private final Production production;
    private final Limits limits;
    private final Timing timing;
    private final SingleFlight<RenditionKey, Answer> flights = new SingleFlight<>(Maker::concernsOnlyOneCaller);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease-renewal");
        thread.setDaemon(true);
        return thread;
    });

    Maker(TolerantIndex index, Lookup lookup, Production production, Limits limits, Timing timing) {
        this.index = index;
        this.lookup = lookup;
        this.production = production;
        this.limits = limits;
        this.timing = timing;
    }

    /** Makes what was not there a moment ago, and tells of each once what became of it. */
    void make(Work work, List<Wanted> all, Answers answers) throws InterruptedException {
        List<Wanted> others = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        try {
            for (Wanted wanted : all) {
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
        for (Wanted wanted : others) {
            answers.attempt(wanted, () -> LoggedKey.during(wanted.key(), () -> follow(work, wanted, answers)));
        }
    }

    /** A leader's file that changed, its full disk or its deadline say nothing of those who wait with the same bytes. */
    private static boolean concernsOnlyOneCaller(RuntimeException e) {
        return e instanceof SourceException
                || e instanceof BusyException
                || (e instanceof MediaException m && m.isTransient());
    }

    /** The claim, if nobody has it: no waiting. */
    private Optional<Claim> tryClaim(Work work, Wanted wanted) {
        Optional<SingleFlight<RenditionKey, Answer>.Lead> lead = flights.tryLead(wanted.key());
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

    private Optional<Claim> tryLease(Work work, Wanted wanted, SingleFlight<RenditionKey, Answer>.Lead lead) {
        Limits now = work.within(limits, timing.clock());
        TolerantIndex.Attempt attempt = index.tryLease(wanted.key(), now.lease());
        if (attempt instanceof TolerantIndex.Busy) {
            return Optional.empty();
        }
        Optional<LeaseKeeper> keeper = attempt instanceof TolerantIndex.Held held
                ? Optional.of(new LeaseKeeper(
                        index,
                        held.lease(),
                        now.lease(),
                        () -> work.within(limits, timing.clock()).lease(),
                        timer))
                : Optional.empty();
        return Optional.of(new Claim(wanted, lead, keeper, index));
    }

    /** Makes what is claimed, but for what another worker published and let go of between our look and our claim. */
    private void produce(Work work, List<Claim> claims, Answers answers) {
        List<Claim> missing = new ArrayList<>();
        RequestMemory memory = lookup.memoryOf(
                claims.stream().map(claim -> claim.wanted().key()).toList());
        for (Claim claim : claims) {
            answers.attempt(claim, () -> {
                Optional<Answer> meanwhile = lookup.findMeanwhile(
                                claim.wanted().key(), claim.wanted().plan().profile(), memory)
                        .map(Answer::shared);
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
            Ends ends = new Ends(missing, answers);
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
    private void follow(Work work, Wanted wanted, Answers answers) throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration patience = work.within(limits, timing.clock()).patience();
        while (true) {
            Duration left = patience.minus(Elapsed.since(begin, timing.clock()));
            Optional<SingleFlight<RenditionKey, Answer>.Lead> lead = flights.tryLead(wanted.key());
            if (lead.isPresent()) {
                try {
                    poll(work, wanted, lead.get(), left, answers);
                } finally {
                    lead.get().giveUp();
                }
                return;
            }
            try {
                Optional<Answer> made = flights.join(wanted.key(), left);
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
            Work work, Wanted wanted, SingleFlight<RenditionKey, Answer>.Lead lead, Duration patience, Answers answers)
            throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration poll = FIRST_POLL;
        StoreLooks storeLooks = new StoreLooks();
        while (true) {
            Optional<Claim> claim = tryLease(work, wanted, lead);
            if (claim.isPresent()) {
                try (Claim ours = claim.get()) {
                    produce(work, List.of(ours), answers);
                }
                return;
            }
            if (Elapsed.since(begin, timing.clock()).compareTo(patience) >= 0) {
                throw busy(work, wanted);
            }
            // Jittered, so that many who wait do not ask at once.
            Duration pause = jittered(poll, timing.random());
            timing.pause().pause(pause);
            poll = poll.compareTo(LAST_POLL) < 0 ? poll.multipliedBy(2) : LAST_POLL;
            Optional<Answer> made = find(wanted, lead, storeLooks.isDue(pause));
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

    /** What another process made of it; that it could not is told to all who wait. */
    private Optional<Answer> find(Wanted wanted, SingleFlight<RenditionKey, Answer>.Lead lead, boolean inStore) {
        RenditionKey key = wanted.key();
        Profile profile = wanted.plan().profile();
        try {
            Optional<Answer> found = inStore
                    ? lookup.findMeanwhile(key, profile, lookup.memoryOf(List.of(key)))
                    : lookup.findRecorded(key, profile);
            return found.map(Answer::shared);
        } catch (MediaException e) {
            lead.fail(e);
            throw e;
        }
    }

    private BusyException busy(Work work, Wanted wanted) {
        return new BusyException(
                "another worker is still making " + wanted.key().profile().name() + " of "
                        + work.source().name() + "; ask again in "
                        + limits.lease().toSeconds() + " s",
                limits.lease());
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Ends claims as their renditions are made. */
    private final class Ends implements Production.Ends {
        private final List<Claim> claims;
        private final Answers answers;

        Ends(List<Claim> claims, Answers answers) {
            this.claims = claims;
            this.answers = answers;
        }

        List<Wanted> wanted() {
            return claims.stream().map(Claim::wanted).toList();
        }

        private Claim claim(Wanted wanted) {
            return claims.stream()
                    .filter(c -> c.wanted().key().equals(wanted.key()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void published(Wanted wanted, ObjectStore.Publication publication, Duration took) {
            lookup.seen(wanted.key(), publication.rendition().location());
            // Nothing is saved where another was first: the encode was spent all the same.
            Answer answer = Answer.spent(
                    publication.ours() ? Outcome.of(wanted.plan()) : Outcome.COALESCED,
                    publication.rendition().location(),
                    took);
            claim(wanted).published(publication, answer);
            answers.answered(wanted, answer);
        }

        @Override
        public void failed(Wanted wanted, RenditionException reason) {
            if (reason instanceof MediaException e && !e.isTransient()) {
                index.recordFailure(wanted.key(), RememberedFailure.of(e, limits.source()), RememberedFailure.TTL);
            }
            claim(wanted).failed(reason);
            answers.failed(wanted, reason);
        }
    }
}
