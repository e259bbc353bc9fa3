package dev.renditions.http.routing;

import dev.renditions.http.message.ApiRequest;

/** Turns a request for one path into the request for the path that it is another name of. */
@FunctionalInterface
public interface RouteRewrite {
    /**
     * The request that is answered instead, under the access rule of its own route.
     *
     * @throws dev.renditions.http.message.ApiException as 404 if the path is the name of nothing
     */
    ApiRequest rewrite(RoutedRequest request);
}
