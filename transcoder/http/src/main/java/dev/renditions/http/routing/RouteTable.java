package dev.renditions.http.routing;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import dev.renditions.support.MalformedPathException;
import dev.renditions.support.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All routes of a server. Immutable.
 *
 * @param routes the rows
 */
public record RouteTable(List<ApiRoute> routes) {
    /** The label of paths without a route. */
    private static final String OTHER = "other";

    /** In characters; longer than the longest object key with every byte percent-encoded. */
    private static final int LONGEST_PATH = 4096;

    public RouteTable {
        routes = List.copyOf(routes);
    }

    /**
     * A row that matches a path.
     *
     * @param route the row
     * @param path the values of the path's named parts
     */
    public record Match(ApiRoute route, Map<String, String> path) {}

    /** The same table with more rows. */
    public RouteTable with(List<ApiRoute> more) {
        return new RouteTable(Stream.concat(routes.stream(), more.stream()).toList());
    }

    /** The path templates without duplicates, in the order of the rows. */
    public List<String> templates() {
        return routes.stream().map(route -> route.path().text()).distinct().toList();
    }

    /**
     * Finds the rows that match a path, for all methods. Never throws.
     *
     * @param path as it was sent
     */
    public Found find(String path) {
        if (path.length() > LONGEST_PATH) {
            return Found.failed(
                    new ApiException(Problem.of(400, "the path is longer than " + LONGEST_PATH + " characters")));
        }
        List<Match> matches = new ArrayList<>();
        try {
            UrlPath parsed = UrlPath.parse(path);
            for (ApiRoute route : routes) {
                route.path().match(parsed).ifPresent(parts -> matches.add(new Match(route, parts)));
            }
        } catch (MalformedPathException e) {
            return Found.failed(e);
        }
        return new Found(List.copyOf(matches), Optional.empty());
    }

    /**
     * The result of looking up a path. Immutable.
     *
     * @param matches the matching rows; empty for an unknown path
     * @param failure why the path is invalid
     */
    public record Found(List<Match> matches, Optional<RuntimeException> failure) {
        private static Found failed(RuntimeException failure) {
            return new Found(List.of(), Optional.of(failure));
        }

        /** The label in metrics. One of a few fixed words, whatever clients send. */
        public String label() {
            return matches.isEmpty() ? OTHER : matches.get(0).route().label();
        }

        /** Whether requests for the path have a body. */
        public boolean takesBody() {
            return !matches.isEmpty() && matches.get(0).route().takesBody();
        }
    }
}
