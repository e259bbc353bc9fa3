package dev.renditions.index;

import static dev.renditions.index.Samples.failure;
import static dev.renditions.index.Samples.freshKey;
import static dev.renditions.index.Samples.freshSource;
import static dev.renditions.index.Samples.freshTrack;
import static dev.renditions.index.Samples.location;
import static dev.renditions.index.Samples.trackLocation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of every index: the suites of all ports, and tests across ports. Each test uses fresh keys, so all tests
 * can share one index.
 */
@Timeout(60)
public interface ArtifactIndexContract
        extends RenditionLocationsContract,
                RecordedFailuresContract,
                IndexedRenditionsContract,
                TrackLocationsContract,
                LeasesContract,
                ContentHashesContract,
                AnalysesContract,
                PermissionsContract,
                CountersContract {
    /** The index under test, empty or not. */
    ArtifactIndex index();

    /** A separate index, which the test closes. */
    ArtifactIndex another();

    @Override
    default RenditionLocations locations() {
        return index().locations();
    }

    @Override
    default RecordedFailures failures() {
        return index().failures();
    }

    @Override
    default IndexedRenditions renditions() {
        return index().renditions();
    }

    @Override
    default TrackLocations tracks() {
        return index().tracks();
    }

    @Override
    default Leases leases() {
        return index().leases();
    }

    @Override
    default ContentHashes contentHashes() {
        return index().contentHashes();
    }

    @Override
    default Analyses analyses() {
        return index().analyses();
    }

    @Override
    default Permissions permissions() {
        return index().permissions();
    }

    @Override
    default Counters counters() {
        return index().counters();
    }

    @Test
    default void closedIndexRefusesEveryCall() {
        ArtifactIndex closed = another();
        RenditionKey key = freshKey();
        SourceVersion source = freshSource();
        TrackId track = freshTrack();
        AnalysisKey analysis = new AnalysisKey(ContentHash.of(new byte[0]), "closed", 1);
        PermissionKey right = PermissionKey.of("closed", "b", "k");
        Counter counter = Counter.of("closed", HOUR);
        Lease lease = closed.leases().tryLease(key, HOUR).orElseThrow();
        closed.close();
        closed.close();
        List<ThrowingCallable> calls = List.of(
                () -> closed.locations().find(key),
                () -> closed.locations().record(key, location(1), HOUR),
                () -> closed.locations().recordIfAbsent(key, location(1), HOUR),
                () -> closed.failures().find(key),
                () -> closed.failures().record(key, failure(1), HOUR),
                () -> closed.failures().evict(key),
                () -> closed.renditions().findAll(Set.of(key)),
                () -> closed.renditions().evict(key),
                () -> closed.renditions().publish(lease, location(1), HOUR),
                () -> closed.tracks().findAll(Set.of(track)),
                () -> closed.tracks().record(track, trackLocation(1), HOUR),
                () -> closed.tracks().recordIfAbsent(track, trackLocation(1), HOUR),
                () -> closed.tracks().evict(track),
                () -> closed.leases().tryLease(key, HOUR),
                () -> closed.leases().tryLease(track, HOUR),
                () -> closed.leases().renew(lease, HOUR),
                () -> closed.leases().release(lease),
                () -> closed.contentHashes().find(source),
                () -> closed.contentHashes().record(source, key.content(), HOUR),
                () -> closed.contentHashes().evict(source),
                () -> closed.analyses().find(analysis),
                () -> closed.analyses().record(analysis, "{}", HOUR),
                () -> closed.permissions().find(right),
                () -> closed.permissions().record(right, Permission.GRANTED, HOUR),
                () -> closed.counters().count(counter),
                () -> closed.counters().forget(counter));
        assertThat(calls).allSatisfy(call -> assertThatIllegalStateException().isThrownBy(call));
    }
}
