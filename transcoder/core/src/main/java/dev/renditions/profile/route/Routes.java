package dev.renditions.profile.route;

import dev.renditions.kind.Profile;
import java.util.List;

/**
 * Selects the profiles for an upload by its key. The first route that matches the key counts; a key without a matching route gets
 * no profiles. A route uses names, since the contents of a source are known only after it is read. A profile that does not apply
 * to the source is dropped later. Immutable.
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
     * @return the profiles, in the order of the route; may be empty
     */
    public List<Profile> of(String key) {
        return routes.stream()
                .filter(route -> route.takes(key))
                .findFirst()
                .map(Route::profiles)
                .orElse(List.of());
    }
}
