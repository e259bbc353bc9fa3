package dev.renditions.profile.route;

import dev.renditions.kind.Profile;
import dev.renditions.profile.NamedKind;
import java.util.List;
import java.util.Locale;

/**
 * One rule of {@link Routes}. Immutable.
 *
 * @param prefix what the key begins with; empty for any
 * @param kinds what the key's ending says that it is; empty for anything
 * @param suffixes what the key may end with, in lower case; empty for anything
 * @param profiles what is made of it; may be none
 */
record Route(String prefix, List<NamedKind> kinds, List<String> suffixes, List<Profile> profiles) {
    Route {
        kinds = List.copyOf(kinds);
        suffixes = List.copyOf(suffixes);
        profiles = List.copyOf(profiles);
    }

    boolean takes(String key) {
        return key.startsWith(prefix)
                && (suffixes.isEmpty() || endsWithOne(key.toLowerCase(Locale.ROOT)))
                && (kinds.isEmpty() || NamedKind.of(key).filter(kinds::contains).isPresent());
    }

    private boolean endsWithOne(String key) {
        return suffixes.stream().anyMatch(key::endsWith);
    }
}
