package dev.renditions.http.routing;

import dev.renditions.http.message.ApiResponse;
import java.util.Map;

/** Headers that restrict what a browser may do with a response. Every response has them. */
public final class SecurityHeaders {
    /** The content security policy of stored files: a browser must never run them as a page of this server. */
    public static final String POLICY_OF_FILES = "default-src 'none'; sandbox";

    // A signed link is a credential, so pages and servers that it leads to must not see it as the referrer.
    private static final Map<String, String> ALL =
            Map.of("X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer");

    private static final Map<String, String> SAME_ORIGIN = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private SecurityHeaders() {}

    /** The response with the headers that all responses have. */
    public static ApiResponse on(ApiResponse response) {
        return response.with(ALL);
    }

    /**
     * The same for a response that web pages of other origins may not read.
     *
     * @param trustsBrowser whether the request was admitted by credentials that browsers send on their own. The header
     *     also protects browsers that send no {@code Sec-Fetch-Site}
     */
    static ApiResponse on(ApiResponse response, boolean trustsBrowser) {
        return response.with(trustsBrowser ? SAME_ORIGIN : ALL);
    }

    /**
     * The content security policy of this server's page: only the server's own files, and if links lead to S3, media
     * from there. {@code data:} is for the empty text track that hls.js creates.
     *
     * @param elsewhere whether links lead to another server, where the store is
     */
    public static String policyOfPage(boolean elsewhere) {
        String more = elsewhere ? " https: http:" : "";
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" + more
                + "; img-src 'self' blob: data:" + more
                + "; media-src 'self' blob: data:" + more
                + "; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
