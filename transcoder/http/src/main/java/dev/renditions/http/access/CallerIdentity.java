package dev.renditions.http.access;

import dev.renditions.http.message.Caller;
import java.util.Optional;

/**
 * Who asks, as far as it could be found out. Immutable.
 *
 * @param name what their calls are counted by, with its kind in front, so that no name of one kind is one of another
 * @param owner whose quota their uploads count against: the signing key's, whatever address it is used from, else theirs
 * @param session what AWS knows them and nobody else by; absent for all others, and several of them may have one name
 */
record CallerIdentity(String name, String owner, Optional<String> session) {
    /** Whoever AWS says it is. */
    static CallerIdentity of(Caller.Principal principal) {
        String name = "iam:" + principal.name();
        return new CallerIdentity(name, name, principal.accessKey());
    }

    /** Somebody at an address, with nothing to show. */
    static CallerIdentity at(Caller caller) {
        String name = "address:" + ClientNetwork.of(caller.name());
        return new CallerIdentity(name, name, Optional.empty());
    }

    /** Somebody at an address with a link that was signed by a key. */
    static CallerIdentity with(String key, Caller caller) {
        String owner = "key:" + key;
        return new CallerIdentity(owner + "@" + ClientNetwork.of(caller.name()), owner, Optional.empty());
    }
}
