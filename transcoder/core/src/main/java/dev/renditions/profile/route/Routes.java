package dev.renditions.profile.route;

import dev.renditions.kind.Profile;
import java.util.List;

/**
 * Which profiles an upload gets, by its key: the first route that takes the key counts, and a key that none takes gets none.
 * What a source holds is known only after it was read, so a route goes by names; a profile that has nothing to work on in a
 * source falls out later. Immutable.
 */
public final class Routes {
    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** The same profiles for every key. */
    public static Routes all(List<Profile> profiles) {
        return new Routes(List.of(new Route("", List.of(), List.of(), profiles)));
    }

    /**
     * The profiles for an object or a file.
     *
     * @param key the object's key, decoded, or a path with {@code /} between folders
     * @return the profiles, in the order of the route; empty if nothing is to be made
     */
    public List<Profile> of(String key) {
        return routes.stream()
                .filter(route -> route.takes(key))
                .findFirst()
                .map(Route::profiles)
                .orElse(List.of());
    }
}
