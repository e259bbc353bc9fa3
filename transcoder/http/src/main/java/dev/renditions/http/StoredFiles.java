package dev.renditions.http;

import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.routing.Access;
import dev.renditions.http.routing.ApiRoute;
import dev.renditions.http.routing.RoutedRequest;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.support.UrlPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves files of the store by the key of their rendition, for clients that browse a store and know no source. Files
 * that name other files are served with links in place of the names; all others are linked to where they are stored.
 * Thread-safe.
 */
public final class StoredFiles {
    /**
     * The path prefix; a content hash, a slash and a profile's id follow, and for a playlist or manifest of a ladder
     * another slash and its name.
     */
    public static final String PATH = "/v1/stored/";

    private final ApiContext parts;

    /** Serves the files of the API's store. */
    public StoredFiles(ApiContext parts) {
        this.parts = parts;
    }

    /** The routes of these files. */
    public List<ApiRoute> routes() {
        String rendition = PATH + "{contentHash}/{profileId}";
        return List.of(
                ApiRoute.of(ApiRoute.READ, rendition, "stored", Access.CALLER, this::answer),
                ApiRoute.alias(ApiRoute.READ, rendition + "/{file}", "stored", StoredFiles::rewrite));
    }

    /**
     * A link to a file.
     *
     * @param request the request for the list that contains the link
     */
    public String link(StoredRendition stored, RenditionFile file, ApiRequest request) {
        RenditionKey key = stored.manifest().key();
        AnswerLinks terms = AnswerLinks.to(request, parts);
        ApiRequest own = new ApiRequest("GET", PATH + key, Map.of(), Map.of(), request.caller());
        return parts.catalog()
                .find(key.profile().name())
                .map(profile -> new LinkRewriter(parts, profile, stored, own, terms, StoredFiles::path).link(file))
                .orElseGet(() -> parts.holdings().links().to(key, stored.uri(file), terms.file()))
                .toString();
    }

    /**
     * The file that a request names, or the rendition's main file.
     *
     * @throws ApiException as 404 if there is none
     */
    private ApiResponse answer(RoutedRequest routed) {
        RenditionKey key = key(routed).orElseThrow(StoredFiles::absent);
        Profile profile = parts.catalog().find(key.profile().name()).orElseThrow(StoredFiles::absent);
        StoredRendition stored = parts.holdings().store().find(key).orElseThrow(StoredFiles::absent);
        ApiRequest request = routed.request();
        RenditionFile file = request.parameter("file")
                .map(name -> stored.file(name).orElseThrow(StoredFiles::absent))
                .orElse(stored.manifest().main());
        LinkRewriter texts =
                new LinkRewriter(parts, profile, stored, request, AnswerLinks.to(request, parts), StoredFiles::path);
        if (LinkRewriter.hasReferences(profile, file.mediaType())) {
            return new ApiResponse(
                    200,
                    Map.of("Content-Type", file.mediaType(), "Cache-Control", "no-store"),
                    new ApiResponse.Bytes(texts.text(file)));
        }
        return new ApiResponse(
                302,
                Map.of("Location", texts.link(file).toString(), "Cache-Control", "no-store"),
                new ApiResponse.Nothing());
    }

    private static String path(String rendition, String file) {
        return rendition + "/" + UrlPath.encode(file);
    }

    /** The request for the rendition whose file the path ends in, with the file's name in the query. */
    private static ApiRequest rewrite(RoutedRequest routed) {
        ApiRequest request = routed.request();
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.put("file", List.of(routed.part("file")));
        return request.at(request.path().substring(0, request.path().lastIndexOf('/')), query);
    }

    private static Optional<RenditionKey> key(RoutedRequest routed) {
        try {
            return Optional.of(new RenditionKey(
                    ContentHash.parse(routed.part("contentHash")), ProfileId.parse(routed.part("profileId"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ApiException absent() {
        return new ApiException(Problem.of(404, "the store has no such rendition, or the rendition has no such file"));
    }
}
