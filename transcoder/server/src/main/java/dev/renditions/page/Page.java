package dev.renditions.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The files of the page, from the class path. The list is fixed, so a path from a request is never used as a file name.
 */
public final class Page {
    /** The files of the server's page. */
    public static final List<String> OF_SERVER =
            List.of("index.html", "page.css", "icon.svg", "hls.js", "view.js", "chart.js", "server.js", "page.js");

    /** The files of a gallery, except its data. */
    static final List<String> OF_GALLERY =
            List.of("gallery.html", "page.css", "icon.svg", "hls.js", "view.js", "chart.js", "gallery.js");

    private Page() {}

    /** The content of a file. */
    public static String text(String name) {
        // Maven Central has no hls.js newer than 1.4.12, so the file from npm is part of this project.
        String resource = "/dev/renditions/page/" + (name.equals("hls.js") ? "hls.min.js" : name);
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Page.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("resource " + resource + " is missing on the class path");
        }
        return in;
    }
}
