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
 * Keeps a browser authenticated on a local server with signing keys. The browser opens a signed link to the page, and
 * from then on sends that signature as a cookie with each request, until the link expires. So a link to the page gives
 * access to everything that this server serves.
 */
public final class PageSession {
    private static final String COOKIE = "renditions-page=";
    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final String PAGE = "/";

    /** The path where the page reads and ends its session. */
    public static final String PATH = "/v1/session";

    private PageSession() {}

    /**
     * The response to a request for the page by a signed link: sets the cookie and redirects to the page without the
     * signature in its address.
     *
     * @return empty if the request has no signature
     * @throws dev.renditions.http.message.ApiException as the access policy does
     */
    public static Optional<ApiResponse> begin(ApiRequest request, AccessPolicy gate) {
        Optional<String> signature = Signature.queryOf(request);
        if (!request.method().equals("GET")
                || signature.isEmpty()
                // Without keys, nothing has verified the signature.
                || gate.trustsBrowser(request)) {
            return Optional.empty();
        }
        gate.admit(request);
        Map<String, String> headers = new HashMap<>();
        headers.put("Location", PAGE);
        // Strict: browsers don't send the cookie with requests that pages of other servers make.
        headers.put("Set-Cookie", COOKIE + signature.get() + RULES);
        headers.put("Cache-Control", "no-store");
        return Optional.of(new ApiResponse(303, headers, new ApiResponse.Nothing()));
    }

    /** When the session of an admitted request ends, as JSON; null if it has none. */
    public static ApiResponse show(ApiRequest request) {
        String end = signature(request)
                .map(signature -> signature.expires().toString())
                .orElse(null);
        return ApiJson.fresh(200, new SessionBody(end));
    }

    /**
     * Ends the session of a request, and deletes the browser's cookie.
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

    /** The signature in a request's cookie; absent if it has none, or another signature. Not verified. */
    static Optional<Signature> signature(ApiRequest request) {
        return isShownBy(request) ? Signature.of(request) : Optional.empty();
    }

    /** The request with its effective signature: its own if it has any part of one, else the one in its cookie. */
    static ApiRequest shown(ApiRequest request) {
        return cookie(request)
                .map(text -> forPage(request, QueryParameters.parse(text)))
                .orElse(request);
    }

    /** Whether the effective signature of a request is the one in its cookie. */
    static boolean isShownBy(ApiRequest request) {
        return cookie(request).isPresent();
    }

    /** The cookie's value; empty if there is none, or if the request has any part of a signature of its own. */
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

    private static ApiRequest forPage(ApiRequest request, Map<String, List<String>> signature) {
        return request.at(PAGE, signature);
    }

    private record SessionBody(@Nullable String ends) {}
}
