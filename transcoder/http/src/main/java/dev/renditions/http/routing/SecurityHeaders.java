package dev.renditions.http.routing;

import dev.renditions.http.message.ApiResponse;
import java.util.Map;

/** The headers that keep a browser from doing more with a response than it is meant for. Every response has them. */
public final class SecurityHeaders {
    /** The content security policy of files that somebody uploaded: they never act as a page of this server. */
    public static final String POLICY_OF_FILES = "default-src 'none'; sandbox";

    // A signed link is a key, so the pages and servers that it leads to must not see the link that it came from.
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

    /** The response with the headers that all have. */
    public static ApiResponse on(ApiResponse response) {
        return response.with(ALL);
    }

    /**
     * The same for a response that web pages of other origins may not read.
     *
     * @param trustsBrowser whether the request passed by credentials that browsers send by themselves. The header for it also
     *     works in browsers that send no {@code Sec-Fetch-Site}
     */
    static ApiResponse on(ApiResponse response, boolean trustsBrowser) {
        return response.with(trustsBrowser ? SAME_ORIGIN : ALL);
    }

    /**
     * The content security policy of this server's page: nothing but the server's own files, and, if links lead to S3, what is
     * played from there. The media in {@code data:} is the empty text track that hls.js begins with.
     *
     * @param elsewhere whether links lead to another server, the one that keeps the store
     */
    public static String policyOfPage(boolean elsewhere) {
        String more = elsewhere ? " https: http:" : "";
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" + more
                + "; img-src 'self' blob: data:" + more
                + "; media-src 'self' blob: data:" + more
                + "; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
