package dev.renditions.http;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.support.UrlPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of a ladder under a path that ends in its own name: players such as Shaka tell HLS from DASH, and from a single file,
 * by that name. It is the file of the rendition that the rest of the path names, with everything that holds for it; a
 * signature for the rendition lets this path pass, too.
 */
final class StreamHandler implements ApiRoute.Handler {
    private static final String PATH = "/v1/streams/";
    private static final String RENDITIONS = "/v1/renditions/";

    private final ApiRoute.Handler renditions;

    StreamHandler(ApiContext parts) {
        this.renditions = new RenditionHandler(parts);
    }

    /** The path of a text. */
    static String path(String rendition, String file) {
        String canonical = UrlPath.parse(rendition).canonical();
        return PATH + canonical.substring(RENDITIONS.length()) + "/" + UrlPath.encode(file);
    }

    @Override
    public ApiResponse answer(ApiRequest request, Map<String, String> path) throws InterruptedException {
        String rest = path.getOrDefault("path", "");
        int slash = rest.lastIndexOf('/');
        if (slash <= 0 || slash == rest.length() - 1) {
            throw new ApiException(
                    Problem.of(404, "a stream's path is a profile, a bucket, a key and the name of a file"));
        }
        Map<String, String> rendition = new HashMap<>(path);
        rendition.put("key", rest.substring(0, slash));
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.put("file", List.of(rest.substring(slash + 1)));
        String sent = UrlPath.parse(request.path()).canonical();
        ApiRequest asked = new ApiRequest(
                request.method(),
                RENDITIONS + sent.substring(PATH.length(), sent.lastIndexOf('/')),
                query,
                request.headers(),
                request.caller());
        return renditions.answer(asked, Map.copyOf(rendition));
    }
}
