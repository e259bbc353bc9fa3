package dev.renditions.http.routing;

import java.util.Set;

/**
 * One row of the route table. Several rows may have the same path and other methods. Immutable.
 *
 * @param methods the methods that it takes; one with {@link RequestMethod#OPTIONS} may be read by web pages of other
 *     origins (CORS)
 * @param path which paths lead to it
 * @param label what metrics call it
 * @param action what happens to its requests
 */
public record ApiRoute(Set<RequestMethod> methods, PathTemplate path, String label, Action action) {
    /** The methods of a resource that is read, also by web pages of other origins. */
    public static final Set<RequestMethod> SHARED =
            Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

    /** The methods of a resource that is read by this server's own page and by programs. */
    public static final Set<RequestMethod> READ = Set.of(RequestMethod.GET, RequestMethod.HEAD);

    /** Copies the methods. */
    public ApiRoute {
        methods = Set.copyOf(methods);
    }

    /** What happens to the requests of a route. */
    public sealed interface Action permits Handled, Rewritten {}

    /**
     * They are checked and answered.
     *
     * @param access who may use the route
     * @param handler answers
     */
    public record Handled(Access access, RouteHandler handler) implements Action {}

    /**
     * They are answered as requests for another path.
     *
     * @param rewrite names that path
     */
    public record Rewritten(RouteRewrite rewrite) implements Action {}

    /** A route whose handler answers; for the template see {@link PathTemplate}. */
    public static ApiRoute of(
            Set<RequestMethod> methods, String template, String label, Access access, RouteHandler handler) {
        return new ApiRoute(methods, PathTemplate.parse(template), label, new Handled(access, handler));
    }

    /** Another name of a path that has a route of its own. */
    public static ApiRoute alias(Set<RequestMethod> methods, String template, String label, RouteRewrite rewrite) {
        return new ApiRoute(methods, PathTemplate.parse(template), label, new Rewritten(rewrite));
    }

    /** Whether web pages of other origins may read it. */
    boolean isShared() {
        return methods.contains(RequestMethod.OPTIONS);
    }

    /** Whether its requests have a body. */
    boolean takesBody() {
        return action instanceof Handled handled && handled.access() == Access.UPLOAD;
    }
}
