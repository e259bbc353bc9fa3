package dev.renditions.http;

import dev.renditions.api.LinkProvider;
import dev.renditions.api.LookupMetric;
import dev.renditions.api.ObjectStore;
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
 * All that the API works with. Immutable.
 *
 * @param catalog the profiles that may be asked for
 * @param onDemand finds renditions and has them made
 * @param holdings what is there, and how it is linked to
 * @param gate who may ask for what
 * @param counts what the service counted since it was made, by profile
 * @param wasted the time that it spent on encodes of which nothing was kept, by profile
 * @param rules what it goes by
 * @param clock tells when links end
 */
public record ApiContext(
        ProfileCatalog catalog,
        OnDemand onDemand,
        Holdings holdings,
        AccessPolicy gate,
        Supplier<Map<String, Map<LookupMetric, Long>>> counts,
        Supplier<Map<String, Duration>> wasted,
        ApiRules rules,
        Clock clock) {
    /**
     * What the store holds, and how somebody without rights of their own gets at it.
     *
     * @param store the store
     * @param links lead to its files
     * @param signer puts its signature to links that lead to this API
     * @param files the folder of a store that is one, whose files are answered under {@code /v1/files}; absent for another
     *     kind of store
     */
    public record Holdings(ObjectStore store, LinkProvider links, LinkSigner signer, Optional<Path> files) {}
}
