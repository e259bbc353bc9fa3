package dev.renditions.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a browser stays known to a local server with signing keys: it opens a signed link to the page and shows that signature,
 * as a cookie, with whatever it asks for afterwards, until the link is over. So whoever has a link to the page has a right to
 * all that may be asked for.
 */
public final class PageSession {
    private static final String COOKIE = "renditions-page=";
    private static final String PAGE = "/";

    private PageSession() {}

    /**
     * The answer to a signed link to the page: its cookie, and the page without the signature in its address.
     *
     * @return empty if it is a request for something else
     * @throws ApiException as the gate does
     */
    public static Optional<ApiResponse> begin(ApiRequest request, Gate gate) {
        Optional<String> signature = Signature.queryOf(request);
        if (!request.path().equals(PAGE) || !request.method().equals("GET") || signature.isEmpty()) {
            return Optional.empty();
        }
        gate.admit(request);
        Map<String, String> headers = new HashMap<>();
        headers.put("Location", PAGE);
        // Strict: what pages of other servers have a browser ask for comes without it.
        headers.put("Set-Cookie", COOKIE + signature.get() + "; Path=/; HttpOnly; SameSite=Strict");
        headers.put("Cache-Control", "no-store");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        return Optional.of(new ApiResponse(303, headers, new ApiResponse.Nothing()));
    }

    /** What a request shows: its own signature if it has any part of one, else the page's that comes as a cookie. */
    static ApiRequest shown(ApiRequest request) {
        return cookie(request)
                .map(text -> asked(request, QueryString.parse(text)))
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
        return new ApiRequest(request.method(), PAGE, signature, request.headers(), request.caller());
    }
}
