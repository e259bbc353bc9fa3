package dev.renditions.http.routing;

import dev.renditions.support.MalformedPathException;
import dev.renditions.support.UrlPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every route that a server has. Immutable.
 *
 * @param routes the rows
 */
public record RouteTable(List<ApiRoute> routes) {
    /** The label of paths without a route. */
    private static final String OTHER = "other";

    /** Copies the rows. */
    public RouteTable {
        routes = List.copyOf(routes);
    }

    /**
     * A row that a path leads to.
     *
     * @param route the row
     * @param path the named parts of the path
     */
    record Match(ApiRoute route, Map<String, String> path) {}

    /** The same table with more rows. */
    public RouteTable with(List<ApiRoute> more) {
        return new RouteTable(Stream.concat(routes.stream(), more.stream()).toList());
    }

    /** Every template, once, in the order of the rows. */
    public List<String> templates() {
        return routes.stream().map(route -> route.path().text()).distinct().toList();
    }

    /** The rows that a path leads to, whatever their methods. */
    List<Match> at(UrlPath path) {
        return routes.stream()
                .flatMap(route -> route.path().match(path).map(parts -> new Match(route, parts)).stream())
                .toList();
    }

    /** The label of a path as it was sent; one of a few words, whatever clients send. */
    public String label(String path) {
        return routeAt(path).map(ApiRoute::label).orElse(OTHER);
    }

    /** Whether requests for a path, as it was sent, have a body. */
    public boolean takesBody(String path) {
        return routeAt(path).filter(ApiRoute::takesBody).isPresent();
    }

    private Optional<ApiRoute> routeAt(String path) {
        try {
            return at(UrlPath.parse(path)).stream().map(Match::route).findFirst();
        } catch (MalformedPathException e) {
            return Optional.empty();
        }
    }
}
