package dev.renditions.profile.route;

import dev.renditions.kind.Profile;
import dev.renditions.profile.FileNameKind;
import java.util.List;
import java.util.Locale;

/**
 * One rule of {@link Routes}. Immutable.
 *
 * @param prefix the prefix of the key; empty for any
 * @param kinds the allowed kinds of media, by the key's extension; empty for any
 * @param suffixes the allowed ends of the key, in lower case; empty for any
 * @param profiles the profiles for such a key; may be empty
 */
record Route(String prefix, List<FileNameKind> kinds, List<String> suffixes, List<Profile> profiles) {
    Route {
        kinds = List.copyOf(kinds);
        suffixes = List.copyOf(suffixes);
        profiles = List.copyOf(profiles);
    }

    boolean takes(String key) {
        return key.startsWith(prefix)
                && (suffixes.isEmpty() || endsWithOne(key.toLowerCase(Locale.ROOT)))
                && (kinds.isEmpty()
                        || FileNameKind.of(key).filter(kinds::contains).isPresent());
    }

    private boolean endsWithOne(String key) {
        return suffixes.stream().anyMatch(key::endsWith);
    }
}
