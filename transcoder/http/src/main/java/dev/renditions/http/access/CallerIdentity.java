package dev.renditions.http.access;

import dev.renditions.http.message.Caller;
import java.util.Optional;

/**
 * The caller, as far as it is known. Immutable.
 *
 * @param name the key of the caller's rate limit, with its kind as a prefix, so that names of different kinds never
 *     collide
 * @param owner whose quota the caller's uploads count against: the signing key's, whatever the address, else the
 *     caller's own
 * @param session the AWS access key that identifies the caller alone; absent for all other callers, since several of
 *     them may share a name
 */
record CallerIdentity(String name, String owner, Optional<String> session) {
    /** A principal that AWS has authenticated. */
    static CallerIdentity of(Caller.Principal principal) {
        String name = "iam:" + principal.name();
        return new CallerIdentity(name, name, principal.accessKey());
    }

    /** An unauthenticated caller at an address. */
    static CallerIdentity at(Caller caller) {
        String name = "address:" + ClientNetwork.of(caller.name());
        return new CallerIdentity(name, name, Optional.empty());
    }

    /** A caller at an address, with a link that was signed by a key. */
    static CallerIdentity with(String key, Caller caller) {
        String owner = "key:" + key;
        return new CallerIdentity(owner + "@" + ClientNetwork.of(caller.name()), owner, Optional.empty());
    }
}
