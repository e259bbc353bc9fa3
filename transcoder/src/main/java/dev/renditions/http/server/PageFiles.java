package dev.renditions.http.server;

import dev.renditions.http.ApiRequest;
import dev.renditions.http.ApiResponse;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The page and what it is made of, from the class path: a fixed list, so that a path of a request is never one of ours.
 * Immutable.
 */
final class PageFiles {
    /** Nothing but this server's own files; what is played may be in S3, where links lead to. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' https:;"
                    + " img-src 'self' blob: data: https:; media-src 'self' blob: https:; worker-src 'self' blob:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HLS_FACTS = "/META-INF/maven/org.webjars.npm/hls.js/pom.properties";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files = new HashMap<>();

    private PageFiles() {}

    /** All of them. */
    static PageFiles load() {
        PageFiles page = new PageFiles();
        for (String name : dev.renditions.page.Page.FILES) {
            page.add("/page/" + name, text("/dev/renditions/page/" + name));
        }
        page.add("/page/hls.js", text("/META-INF/resources/webjars/hls.js/" + hlsVersion() + "/dist/hls.min.js"));
        page.files.put("/", page.files.get("/page/index.html"));
        return page;
    }

    private void add(String path, String text) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        String tag = '"'
                + ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16)
                + '"';
        files.put(path, new PageFile(text, String.valueOf(type), tag));
    }

    /** A file of the page; empty if the path is none of its. */
    Optional<ApiResponse> answer(ApiRequest request) {
        return Optional.ofNullable(files.get(request.path())).map(file -> file.answer(request));
    }

    /** Its place in its jar holds its version. */
    private static String hlsVersion() {
        Properties jar = new Properties();
        try (InputStream in = open(HLS_FACTS)) {
            jar.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.getProperty("version");
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = PageFiles.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("there is no " + resource + " on the class path");
        }
        return in;
    }

    private record PageFile(String text, String type, String tag) {
        ApiResponse answer(ApiRequest request) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("ETag", tag);
            headers.put("Cache-Control", "no-cache");
            headers.put("Content-Security-Policy", POLICY);
            headers.put("Referrer-Policy", "no-referrer");
            headers.put("X-Content-Type-Options", "nosniff");
            if (request.header("if-none-match").filter(tag::equals).isPresent()) {
                return new ApiResponse(304, headers, new ApiResponse.Nothing());
            }
            headers.put("Content-Type", type);
            return new ApiResponse(200, headers, new ApiResponse.Bytes(text));
        }
    }
}
