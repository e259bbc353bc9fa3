package dev.renditions.profile;

import dev.renditions.kind.Profile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles that may be asked for, in their order. Immutable. */
public final class ProfileCatalog {
    private final Map<String, Profile> profiles;

    private ProfileCatalog(Map<String, Profile> profiles) {
        this.profiles = profiles;
    }

    /**
     * A catalogue of these; of two with one name the later counts, at the place of the earlier.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ProfileCatalog of(Collection<Profile> profiles) {
        Map<String, Profile> byName = new LinkedHashMap<>();
        profiles.forEach(p -> byName.put(p.name(), p));
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("a catalogue has at least one profile");
        }
        return new ProfileCatalog(byName);
    }

    /** The profiles that come with the project. */
    public static ProfileCatalog builtIn() {
        return ProfileFile.builtIn();
    }

    /** The profile of that name, if there is one. */
    public Optional<Profile> find(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /** All of them, in order. */
    public List<Profile> all() {
        return List.copyOf(profiles.values());
    }

    /** All their names, in order. */
    public List<String> names() {
        return List.copyOf(profiles.keySet());
    }
}
