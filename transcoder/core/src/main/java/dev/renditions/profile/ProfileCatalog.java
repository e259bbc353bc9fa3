package dev.renditions.profile;

import dev.renditions.kind.Profile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles that can be requested, in order. Immutable. */
public final class ProfileCatalog {
    private final Map<String, Profile> profiles;

    private ProfileCatalog(Map<String, Profile> profiles) {
        this.profiles = profiles;
    }

    /**
     * A catalogue of these profiles. If two have the same name, the later one replaces the earlier one in its position.
     *
     * @throws IllegalArgumentException if the collection is empty
     */
    public static ProfileCatalog of(Collection<Profile> profiles) {
        Map<String, Profile> byName = new LinkedHashMap<>();
        profiles.forEach(p -> byName.put(p.name(), p));
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("a catalogue has at least one profile");
        }
        return new ProfileCatalog(byName);
    }

    /** The built-in profiles. */
    public static ProfileCatalog builtIn() {
        return ProfileFile.builtIn();
    }

    /** The profile with this name; empty if there is none. */
    public Optional<Profile> find(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /** All profiles, in order. */
    public List<Profile> all() {
        return List.copyOf(profiles.values());
    }

    /** All names, in order. */
    public List<String> names() {
        return List.copyOf(profiles.keySet());
    }
}
