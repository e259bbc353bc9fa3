package dev.renditions.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the page, from the class path: a fixed list, so that a path of a request is never one of ours. */
public final class Page {
    /** What the page of the server is made of. */
    public static final List<String> OF_SERVER =
            List.of("index.html", "page.css", "icon.svg", "hls.js", "view.js", "chart.js", "server.js", "page.js");

    /** What a gallery is made of, besides its data. */
    static final List<String> OF_GALLERY =
            List.of("gallery.html", "page.css", "icon.svg", "hls.js", "view.js", "chart.js", "gallery.js");

    private Page() {}

    /** The text of one of them. */
    public static String text(String name) {
        // The registry of Maven has no hls.js newer than 1.4.12, so that of npm is kept among our files.
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
            throw new IllegalStateException("there is no " + resource + " on the class path");
        }
        return in;
    }
}
