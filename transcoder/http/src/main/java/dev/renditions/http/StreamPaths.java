package dev.renditions.http;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import dev.renditions.http.routing.RoutedRequest;
import dev.renditions.support.UrlPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths of a ladder's playlists and manifests that end in the file's name: players such as Shaka use that name to tell
 * HLS from DASH, and a package from a single file. Such a path is an alias of a file of the rendition, so a signature
 * for the rendition's path admits it too.
 */
final class StreamPaths {
    /** The path prefix; a profile, a bucket, a key and the name of a file follow. */
    static final String PATH = "/v1/streams/";

    private StreamPaths() {}

    /**
     * The path of a file of a rendition.
     *
     * @param rendition the rendition's own path, encoded
     */
    static String path(String rendition, String file) {
        String canonical = UrlPath.parse(rendition).canonical();
        return PATH + canonical.substring(RenditionHandler.PATH.length()) + "/" + UrlPath.encode(file);
    }

    /** The request for the rendition, with the file's name in the query. */
    static ApiRequest rewrite(RoutedRequest routed) {
        String rest = routed.part("path");
        int slash = rest.lastIndexOf('/');
        if (slash <= 0 || slash == rest.length() - 1) {
            throw new ApiException(
                    Problem.of(404, "the path of a stream needs a profile, a bucket, a key and the name of a file"));
        }
        ApiRequest request = routed.request();
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.put("file", List.of(rest.substring(slash + 1)));
        String sent = UrlPath.parse(request.path()).canonical();
        return request.at(RenditionHandler.PATH + sent.substring(PATH.length(), sent.lastIndexOf('/')), query);
    }
}
