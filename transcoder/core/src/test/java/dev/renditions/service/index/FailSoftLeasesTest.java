package dev.renditions.service.index;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.Leases;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.testing.UnavailableIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class FailSoftLeasesTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final TrackId SEEN = track("ab");
    private static final TrackId OTHER = track("cd");

    private final HangingLeases leases = new HangingLeases();
    private final FailSoftLeases failSoft = FailSoftIndex.of(
                    new UnavailableIndex() {
                        @Override
                        public Leases leases() {
                            return leases;
                        }
                    },
                    new Random(1),
                    new LookupCounters())
            .leases();

    /** A lease that is not asked for, since the request had a timeout, may well be held. */
    @Test
    void leaseThatWasSeenStaysWithItsHolderAfterATimeout() {
        try (IndexTimeoutBudget.Request ignored = IndexTimeoutBudget.begin()) {
            assertThat(failSoft.tryLease(KEY, TTL)).isEqualTo(FailSoftLeases.Unguarded.INSTANCE);

            assertThat(failSoft.tryLease(SEEN, TTL)).isEqualTo(FailSoftLeases.Busy.INSTANCE);
            assertThat(failSoft.tryLease(OTHER, TTL)).isEqualTo(FailSoftLeases.Unguarded.INSTANCE);
        }
        assertThat(leases.asked).as("a track is not asked for after a timeout").containsExactly(KEY);
    }

    private static TrackId track(String digits) {
        return new TrackId(TrackKind.VIDEO, digits.repeat(32));
    }

    /** Every request has a timeout. */
    private static final class HangingLeases implements Leases {
        private static final Set<LeaseKey> HELD = Set.of(SEEN);

        private final List<LeaseKey> asked = new ArrayList<>();

        @Override
        public Optional<Lease> tryLease(LeaseKey key, Duration ttl) {
            asked.add(key);
            throw new IndexUnavailableException("it hangs", new TimeoutException());
        }

        @Override
        public Optional<Lease> renew(Lease lease, Duration ttl) {
            throw new IndexUnavailableException("it hangs", new TimeoutException());
        }

        @Override
        public boolean release(Lease lease) {
            throw new IndexUnavailableException("it hangs", new TimeoutException());
        }

        @Override
        public boolean wasSeen(LeaseKey key) {
            return HELD.contains(key);
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }
}
