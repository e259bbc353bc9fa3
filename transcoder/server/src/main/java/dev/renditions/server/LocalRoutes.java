package dev.renditions.server;

import dev.renditions.http.StoredFiles;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.PageSession;
import dev.renditions.http.routing.Access;
import dev.renditions.http.routing.ApiRoute;
import dev.renditions.http.routing.RequestMethod;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.server.upload.UploadReceiver;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The routes that only the local server has, in addition to those of the API. Immutable.
 *
 * @param gate begins and ends page sessions
 * @param uploads receives files
 * @param events sends events
 * @param listing lists the store
 * @param files serves files of the store
 * @param metrics reports the metrics
 * @param page the files of the page
 */
record LocalRoutes(
        AccessPolicy gate,
        RouteHandler uploads,
        RouteHandler events,
        RouteHandler listing,
        StoredFiles files,
        RouteHandler metrics,
        PageFiles page) {
    /** The metrics label of the page, which is not part of the API. */
    static final String PAGE = "page";

    private static final String SESSION = "session";

    List<ApiRoute> routes() {
        return Stream.of(ofApi(), files.routes(), ofPage())
                .flatMap(List::stream)
                .toList();
    }

    private List<ApiRoute> ofApi() {
        return List.of(
                ApiRoute.of(
                        Set.of(RequestMethod.PUT),
                        UploadReceiver.PATH + "{name...}",
                        "uploads",
                        Access.UPLOAD,
                        uploads),
                ApiRoute.of(Set.of(RequestMethod.GET), "/v1/events", "events", Access.CALLER, events),
                ApiRoute.of(
                        ApiRoute.READ,
                        PageSession.PATH,
                        SESSION,
                        Access.CALLER,
                        routed -> PageSession.show(routed.request())),
                ApiRoute.of(
                        Set.of(RequestMethod.DELETE),
                        PageSession.PATH,
                        SESSION,
                        Access.PAGE_SESSION,
                        routed -> PageSession.end(routed.request(), gate)),
                ApiRoute.of(ApiRoute.READ, "/v1/stored", "stored", Access.CALLER, listing),
                ApiRoute.of(ApiRoute.READ, "/metrics", "metrics", Access.CALLER, metrics));
    }

    private List<ApiRoute> ofPage() {
        ApiRoute root = ApiRoute.of(
                ApiRoute.READ,
                "/",
                PAGE,
                Access.PAGE_SESSION,
                routed -> PageSession.begin(routed.request(), gate).orElseGet(() -> page.answer(PageFiles.INDEX)));
        Stream<ApiRoute> files = page.names().stream()
                .map(name -> ApiRoute.of(
                        ApiRoute.READ, PageFiles.PATH + name, PAGE, Access.PUBLIC, routed -> page.answer(name)));
        return Stream.concat(Stream.of(root), files).toList();
    }
}
