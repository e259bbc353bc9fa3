package dev.renditions.index;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Remembers where renditions are and who is making one. It only remembers: what is true is what the store holds, so an
 * entry may vanish at any time, and losing all of them costs time and nothing else.
 *
 * <ul>
 *   <li>Absence is {@link Optional#empty()}: of an entry, or of a lease that somebody else holds. An entry that can't be
 *       read as one (other versions, foreign bytes, a wrong seal) is absent.
 *   <li>An index that does not answer within its budget throws {@link IndexUnavailableException}; after that exception a
 *       write may or may not have been applied.
 *   <li>What one call wrote, a later call sees, from whichever process, as long as the entry lives.
 *   <li>Each method is atomic for its key but where it says otherwise. All may be called from many threads at once.
 *   <li>Times to live are above zero and may exceed 30 days; an entry lives at most that long, and maybe shorter. What is
 *       below a second is rounded up to one.
 * </ul>
 */
public interface ArtifactIndex extends AutoCloseable {

    /** Where the rendition was recorded to be; absent if nothing is recorded. Does not ask the store. */
    Optional<RenditionLocation> find(RenditionKey key);

    /** Records where a rendition is, over whatever was recorded before. Needs no lease: for what the store holds already. */
    void record(RenditionKey key, RenditionLocation location, Duration ttl);

    /**
     * Records where a rendition is if nothing is recorded: for who fills an index that others are using.
     *
     * @return whether it was recorded; {@code false} if there is an entry already
     */
    boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl);

    /**
     * Forgets where a rendition is, or why it can't be made; leases stay. Not atomic over the two.
     *
     * @return whether there was anything to forget
     */
    boolean evict(RenditionKey key);

    /** Why the rendition was found to be impossible; absent if nothing of the kind is recorded. */
    Optional<RecordedFailure> findFailure(RenditionKey key);

    /**
     * What {@link #find} and {@link #findFailure} say of several renditions, in one round trip to each server that keeps some
     * of them. Not atomic over the keys; an index that does not answer for one of them does not answer.
     *
     * @return an entry for each key
     */
    default Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        return keys.stream()
                .collect(Collectors.toMap(
                        Function.identity(), key -> new IndexedRendition(find(key), findFailure(key))));
    }

    /** Records that a rendition is impossible, over whatever failure was recorded before. Locations stay. */
    void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl);

    /** The content that an object was found to have; absent if nobody recorded it. */
    Optional<ContentHash> findContent(SourceVersion source);

    /** Records the content of an object, once every byte of it was hashed. */
    void recordContent(SourceVersion source, ContentHash content, Duration ttl);

    /** Forgets the content of an object. Tells whether there was anything to forget. */
    boolean evictContent(SourceVersion source);

    /** What a right to an object was found to be; absent if nobody recorded it. */
    Optional<Permission> findPermission(PermissionKey key);

    /** Records what a right was found to be, over whatever was recorded before. Rights end, so keep the time short. */
    void recordPermission(PermissionKey key, Permission permission, Duration ttl);

    /** What was found out about a content, as a JSON object; absent if nobody recorded it. A hint: whatever it decides costs time only. */
    Optional<String> findAnalysis(AnalysisKey key);

    /**
     * Records what was found out about a content, over whatever was recorded before. What is larger than a few thousand bytes
     * may not be kept.
     *
     * @param json a JSON object
     */
    void recordAnalysis(AnalysisKey key, String json, Duration ttl);

    /**
     * Counts one more, and tells how many there were in the window that the clock of the index's adapter is in, this one
     * included. Windows begin at multiples of their length since 1970; a count that vanishes begins again at one.
     */
    long count(Counter counter);

    /**
     * Forgets a count of the window that the clock of the index's adapter is in: the next one is the first again.
     *
     * @return whether there was anything to forget
     */
    boolean forget(Counter counter);

    /**
     * Takes the right to make a rendition, if nobody holds it. Never waits for the holder. A lease that this index saw and
     * that vanished early, or can't be asked for now, may count as held until it would have ended, so that its holder can take
     * it back.
     *
     * @param ttl how long the right lasts unless renewed; bound it by the time the holder itself has left
     * @return the lease, or empty while somebody holds one
     */
    Optional<Lease> tryLease(RenditionKey key, Duration ttl);

    /**
     * Renews a lease to {@code ttl} from now. One that ended, or vanished, is taken back under its token if nobody else holds
     * the right.
     *
     * @return the lease with its new end, or empty if somebody else holds the right now
     */
    Optional<Lease> renew(Lease lease, Duration ttl);

    /**
     * Records where the rendition is and ends the lease, if the lease is still the holder's. The two writes are one after
     * the other, the location first, so nobody sees the lease gone and no location.
     *
     * @return whether it was recorded; {@code false} if the lease had ended, and then nothing was written
     */
    boolean publish(Lease lease, RenditionLocation location, Duration ttl);

    /**
     * Ends a lease without a rendition, if it is still the holder's, so that another may try at once.
     *
     * @return whether it was the holder's
     */
    boolean release(Lease lease);

    /**
     * Whether other processes see the same entries. The leases of an index that is not shared guard against the threads of
     * this process alone. A property of the adapter: always the same answer, without a request.
     */
    boolean isShared();

    /**
     * How many values were read since this index was made that whoever shares it did not write: forged, damaged, or sealed
     * with another key. Each was absent.
     */
    default long unopened() {
        return 0;
    }

    /** Lets go of connections and threads; calls after it throw {@link IllegalStateException}. May be called twice. */
    @Override
    void close();
}
