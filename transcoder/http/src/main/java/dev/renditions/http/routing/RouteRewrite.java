package dev.renditions.http.routing;

import dev.renditions.http.message.ApiRequest;

/** Turns a request for an alias into the request for the real path. */
@FunctionalInterface
public interface RouteRewrite {
    /**
     * The request that is answered instead, under the access rule of its own route.
     *
     * @throws dev.renditions.http.message.ApiException as 404 if the path is not an alias of anything
     */
    ApiRequest rewrite(RoutedRequest request);
}
