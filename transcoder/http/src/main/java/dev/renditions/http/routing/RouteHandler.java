package dev.renditions.http.routing;

import dev.renditions.http.message.ApiResponse;

/**
 * Answers the requests of one route: GET, and HEAD as if it were GET. Throws exceptions that
 * {@link dev.renditions.http.message.ProblemMapper} maps. Entity tags, ranges and security headers are left to the
 * {@link Router}.
 */
@FunctionalInterface
public interface RouteHandler {
    /** The response to a request that the route's access rule has admitted. */
    ApiResponse answer(RoutedRequest request) throws InterruptedException;
}
