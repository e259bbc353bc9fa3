package dev.renditions.page;

import java.util.List;

/** The files of the page; they lie beside this class. */
public final class Page {
    /** Their names. */
    public static final List<String> FILES =
            List.of("index.html", "page.css", "icon.svg", "view.js", "chart.js", "server.js", "page.js");

    private Page() {}
}
