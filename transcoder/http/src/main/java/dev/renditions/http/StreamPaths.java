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
 * Paths of the texts of a ladder that end in the name of the text: players such as Shaka tell HLS from DASH, and from a single
 * file, by that name. Such a path is another name of a file of the rendition that the rest of the path names, so a signature
 * for the rendition lets it pass, too.
 */
final class StreamPaths {
    /** The path of streams; a profile, a bucket, a key and the name of a file follow. */
    static final String PATH = "/v1/streams/";

    private StreamPaths() {}

    /** The path of a text. */
    static String path(String rendition, String file) {
        String canonical = UrlPath.parse(rendition).canonical();
        return PATH + canonical.substring(RenditionHandler.PATH.length()) + "/" + UrlPath.encode(file);
    }

    /** The request for the file of the rendition. */
    static ApiRequest rewrite(RoutedRequest routed) {
        String rest = routed.part("path");
        int slash = rest.lastIndexOf('/');
        if (slash <= 0 || slash == rest.length() - 1) {
            throw new ApiException(
                    Problem.of(404, "a stream's path is a profile, a bucket, a key and the name of a file"));
        }
        ApiRequest request = routed.request();
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.put("file", List.of(rest.substring(slash + 1)));
        String sent = UrlPath.parse(request.path()).canonical();
        return request.at(RenditionHandler.PATH + sent.substring(PATH.length(), sent.lastIndexOf('/')), query);
    }
}
