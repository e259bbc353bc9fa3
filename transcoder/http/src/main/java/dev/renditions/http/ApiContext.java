package dev.renditions.http;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.link.LinkProvider;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.profile.ProfileCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the API's handlers work with. Immutable.
 *
 * @param catalog the profiles that clients may request
 * @param onDemand finds renditions and has missing ones made
 * @param holdings the store and the links to its files
 * @param gate decides who may request what
 * @param counts lookup counters since the service was created, by profile
 * @param wasted time spent on encodes whose output was discarded, by profile
 * @param savedByTracks encode time saved by tracks that were copied, by profile
 * @param rules limits and lifetimes
 * @param clock for the expiry of links
 */
public record ApiContext(
        ProfileCatalog catalog,
        OnDemand onDemand,
        Holdings holdings,
        AccessPolicy gate,
        Supplier<Map<String, Map<LookupMetric, Long>>> counts,
        Supplier<Map<String, Duration>> wasted,
        Supplier<Map<String, Duration>> savedByTracks,
        ApiRules rules,
        Clock clock) {
    /**
     * The store, and how clients without credentials for it reach its files.
     *
     * @param store the store
     * @param links creates links to files of the store
     * @param signer signs links that lead to this API
     * @param files the folder of a store on a file system, whose files are served under {@code /v1/files}; absent for
     *     other kinds of store
     */
    public record Holdings(ObjectStore store, LinkProvider links, LinkSigner signer, Optional<Path> files) {}
}
