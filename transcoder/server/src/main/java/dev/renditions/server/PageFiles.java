package dev.renditions.server;

import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.routing.SecurityHeaders;
import dev.renditions.index.ContentHash;
import dev.renditions.page.Page;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The files of the page as responses. Immutable. */
final class PageFiles {
    /** The path prefix; the name of a file follows. */
    static final String PATH = "/page/";

    /** The HTML file of the page. */
    static final String INDEX = "index.html";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, ApiResponse> files = new LinkedHashMap<>();

    private PageFiles() {}

    /**
     * Loads all files.
     *
     * @param elsewhere whether links lead to another server, where the store is
     */
    static PageFiles load(boolean elsewhere) {
        String policy = SecurityHeaders.policyOfPage(elsewhere);
        PageFiles page = new PageFiles();
        for (String name : Page.OF_SERVER) {
            page.files.put(name, response(name, Page.text(name), policy));
        }
        return page;
    }

    private static ApiResponse response(String name, String text, String policy) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1))));
        headers.put(
                "ETag",
                '"'
                        + ContentHash.of(text.getBytes(StandardCharsets.UTF_8))
                                .hex()
                                .substring(0, 16)
                        + '"');
        headers.put("Cache-Control", "no-cache");
        headers.put("Content-Security-Policy", policy);
        return new ApiResponse(200, headers, ApiResponse.Bytes.shared(text));
    }

    Set<String> names() {
        return Set.copyOf(files.keySet());
    }

    /** The response for a file. */
    ApiResponse answer(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }
}
