package dev.renditions.http.routing;

import dev.renditions.http.message.ApiResponse;

/**
 * Answers the requests of one route: GET, and HEAD as if it were GET. Throws what {@link
 * dev.renditions.http.message.ProblemMapper} knows. Does not compare entity tags, cut ranges or set security headers: the
 * {@link Router} does.
 */
@FunctionalInterface
public interface RouteHandler {
    /** The response to a request that the route's access rule has let pass. */
    ApiResponse answer(RoutedRequest request) throws InterruptedException;
}
