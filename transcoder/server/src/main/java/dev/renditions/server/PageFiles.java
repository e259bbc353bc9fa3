package dev.renditions.server;

import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.index.ContentHash;
import dev.renditions.page.Page;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The page and what it is made of, as answers. Immutable. */
final class PageFiles {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files = new HashMap<>();

    private final String policy;

    private PageFiles(String policy) {
        this.policy = policy;
    }

    /**
     * All of them.
     *
     * @param elsewhere whether links lead to another server: the one that keeps the store
     */
    static PageFiles load(boolean elsewhere) {
        PageFiles page = new PageFiles(policy(elsewhere ? " https: http:" : ""));
        for (String name : Page.OF_SERVER) {
            page.add("/page/" + name, Page.text(name));
        }
        page.files.put("/", page.files.get("/page/index.html"));
        return page;
    }

    /**
     * Nothing but this server's own files, and, if links lead to S3, what is played from there. The media in {@code data:} is
     * the empty text track that hls.js begins with.
     */
    private static String policy(String more) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" + more
                + "; img-src 'self' blob: data:" + more
                + "; media-src 'self' blob: data:" + more
                + "; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private void add(String path, String text) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        String tag = '"'
                + ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16)
                + '"';
        files.put(path, new PageFile(ApiResponse.Bytes.shared(text), String.valueOf(type), tag));
    }

    /** A file of the page; empty if the path is none of its. */
    Optional<ApiResponse> answer(ApiRequest request) {
        return Optional.ofNullable(files.get(request.path())).map(file -> file.answer(request, policy));
    }

    private record PageFile(ApiResponse.Bytes body, String type, String tag) {
        ApiResponse answer(ApiRequest request, String policy) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("ETag", tag);
            headers.put("Cache-Control", "no-cache");
            headers.put("Content-Security-Policy", policy);
            headers.put("Referrer-Policy", "no-referrer");
            headers.put("X-Content-Type-Options", "nosniff");
            if (request.header("if-none-match").filter(tag::equals).isPresent()) {
                return new ApiResponse(304, headers, new ApiResponse.Nothing());
            }
            headers.put("Content-Type", type);
            return new ApiResponse(200, headers, body);
        }
    }
}
