package dev.renditions.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

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
        String resource = name.equals("hls.js")
                ? "/META-INF/resources/webjars/hls.js/" + hlsVersion() + "/dist/hls.min.js"
                : "/dev/renditions/page/" + name;
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its place in its jar holds its version. */
    private static String hlsVersion() {
        Properties jar = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/hls.js/pom.properties")) {
            jar.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.getProperty("version");
    }

    private static InputStream open(String resource) {
        InputStream in = Page.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("there is no " + resource + " on the class path");
        }
        return in;
    }
}
