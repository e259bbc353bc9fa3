package dev.renditions.http.routing;

import java.util.Set;

/**
 * One row of the route table. Rows may share a path if their methods differ. Immutable.
 *
 * @param methods the allowed methods; web pages of other origins may read a route with {@link RequestMethod#OPTIONS}
 *     (CORS)
 * @param path the paths that match it
 * @param label its name in metrics
 * @param action what happens to its requests
 */
public record ApiRoute(Set<RequestMethod> methods, PathTemplate path, String label, Action action) {
    /** The methods of a read-only resource that web pages of other origins may read. */
    public static final Set<RequestMethod> SHARED =
            Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

    /** The methods of a read-only resource for this server's own page and for programs. */
    public static final Set<RequestMethod> READ = Set.of(RequestMethod.GET, RequestMethod.HEAD);

    public ApiRoute {
        methods = Set.copyOf(methods);
    }

    /** What happens to the requests of a route. */
    public sealed interface Action permits Handled, Rewritten {}

    /**
     * Requests are checked and answered.
     *
     * @param access who may use the route
     * @param handler answers the requests
     */
    public record Handled(Access access, RouteHandler handler) implements Action {}

    /**
     * Requests are answered as requests for another path.
     *
     * @param rewrite creates the request for that path
     */
    public record Rewritten(RouteRewrite rewrite) implements Action {}

    /** A route whose handler answers; for the template see {@link PathTemplate}. */
    public static ApiRoute of(
            Set<RequestMethod> methods, String template, String label, Access access, RouteHandler handler) {
        return new ApiRoute(methods, PathTemplate.parse(template), label, new Handled(access, handler));
    }

    /** An alias of a path that has a route of its own. */
    public static ApiRoute alias(Set<RequestMethod> methods, String template, String label, RouteRewrite rewrite) {
        return new ApiRoute(methods, PathTemplate.parse(template), label, new Rewritten(rewrite));
    }

    /** Whether web pages of other origins may read it. */
    boolean isShared() {
        return methods.contains(RequestMethod.OPTIONS);
    }

    /** Whether requests have a body. */
    boolean takesBody() {
        return action instanceof Handled handled && handled.access() == Access.UPLOAD;
    }
}
