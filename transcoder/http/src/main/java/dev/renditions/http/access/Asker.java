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
record Asker(String name, String owner, Optional<String> session) {
    /** Whoever AWS says it is. */
    static Asker of(Caller.Principal principal) {
        String name = "iam:" + principal.name();
        return new Asker(name, name, principal.accessKey());
    }

    /** Somebody at an address, with nothing to show. */
    static Asker at(Caller caller) {
        String name = "address:" + Networks.of(caller.name());
        return new Asker(name, name, Optional.empty());
    }

    /** Somebody at an address with a link that was signed by a key. */
    static Asker with(String key, Caller caller) {
        String owner = "key:" + key;
        return new Asker(owner + "@" + Networks.of(caller.name()), owner, Optional.empty());
    }
}
