package dev.renditions.http.access;

import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.QueryParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a browser stays known to a local server with signing keys: it opens a signed link to the page and shows that signature,
 * as a cookie, with whatever it asks for afterwards, until the link is over. So whoever has a link to the page has a right to
 * all that may be asked for.
 */
public final class PageSession {
    private static final String COOKIE = "renditions-page=";
    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final String PAGE = "/";

    /** Where a page asks for its session, and ends it. */
    public static final String PATH = "/v1/session";

    private PageSession() {}

    /**
     * The answer to a request for the page by a signed link: its cookie, and the page without the signature in its address.
     *
     * @return empty if the request has no signature
     * @throws dev.renditions.http.message.ApiException as the gate does
     */
    public static Optional<ApiResponse> begin(ApiRequest request, AccessPolicy gate) {
        Optional<String> signature = Signature.queryOf(request);
        if (!request.method().equals("GET")
                || signature.isEmpty()
                // Without keys nobody has looked at the signature.
                || gate.trustsBrowser(request)) {
            return Optional.empty();
        }
        gate.admit(request);
        Map<String, String> headers = new HashMap<>();
        headers.put("Location", PAGE);
        // Strict: what pages of other servers have a browser ask for comes without it.
        headers.put("Set-Cookie", COOKIE + signature.get() + RULES);
        headers.put("Cache-Control", "no-store");
        return Optional.of(new ApiResponse(303, headers, new ApiResponse.Nothing()));
    }

    /** When the session of a request that has been admitted ends; null if it has none. */
    public static ApiResponse show(ApiRequest request) {
        String end = signature(request)
                .map(signature -> signature.expires().toString())
                .orElse(null);
        return ApiJson.fresh(200, new SessionBody(end));
    }

    /**
     * Ends the session of a request, and has the browser forget it.
     *
     * @throws dev.renditions.http.message.ApiException as {@link AccessPolicy#signOut}
     */
    public static ApiResponse end(ApiRequest request, AccessPolicy gate) {
        gate.signOut(request);
        return new ApiResponse(
                204,
                Map.of("Set-Cookie", COOKIE + RULES + "; Max-Age=0", "Cache-Control", "no-store"),
                new ApiResponse.Nothing());
    }

    /** The signature that a request shows as a cookie; absent if it has another, or none. Does not check it. */
    static Optional<Signature> signature(ApiRequest request) {
        return isShownBy(request) ? Signature.of(request) : Optional.empty();
    }

    /** What a request shows: its own signature if it has any part of one, else the page's that comes as a cookie. */
    static ApiRequest shown(ApiRequest request) {
        return cookie(request)
                .map(text -> asked(request, QueryParameters.parse(text)))
                .orElse(request);
    }

    /** Whether what lets a request pass is the cookie. */
    static boolean isShownBy(ApiRequest request) {
        return cookie(request).isPresent();
    }

    /** Its value; empty if there is none, or if the request has any part of a signature of its own. */
    private static Optional<String> cookie(ApiRequest request) {
        if (request.query().keySet().stream().anyMatch(Signature::owns)) {
            return Optional.empty();
        }
        return Stream.of(request.header("Cookie").orElse("").split(";", -1))
                .map(String::strip)
                .filter(text -> text.startsWith(COOKIE))
                .map(text -> text.substring(COOKIE.length()))
                .findFirst();
    }

    private static ApiRequest asked(ApiRequest request, Map<String, List<String>> signature) {
        return request.at(PAGE, signature);
    }

    private record SessionBody(@Nullable String ends) {}
}
