package dev.renditions.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 bucket with many renditions, whose listing is generated page by page on request; counts the requests. Each
 * rendition has its manifest and one file.
 */
public final class EndlessListing implements AutoCloseable {
    /** The number of keys that S3 lists in one response. */
    public static final int PAGE = 1000;

    private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");

    private final HttpServer server;
    private final String prefix;
    private final int pages;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int broken = Integer.MAX_VALUE;

    /**
     * Starts on a free port.
     *
     * @param prefix the prefix of all keys
     * @param pages the number of pages
     */
    public EndlessListing(String prefix, int pages) {
        this.prefix = prefix;
        this.pages = pages;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** The server's endpoint. */
    public S3Endpoint endpoint() {
        return new S3Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** How many pages were requested. */
    public int asked() {
        return asked.get();
    }

    /** Throttles requests for this page and later ones; the first is 0. */
    public void breakAt(int page) {
        broken = page;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            Matcher token = TOKEN.matcher(exchange.getRequestURI().getQuery());
            int page = token.find() ? Integer.parseInt(token.group(1)) : 0;
            byte[] body = (page >= broken ? "<Error><Code>SlowDown</Code></Error>" : page(page))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(page >= broken ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String page(int page) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult>");
        boolean last = page == pages - 1;
        xml.append("<IsTruncated>").append(!last).append("</IsTruncated>");
        if (!last) {
            xml.append("<NextContinuationToken>").append(page + 1).append("</NextContinuationToken>");
        }
        for (int i = 0; i < PAGE / 2; i++) {
            ContentHash content = ContentHash.of((page + "/" + i).getBytes(StandardCharsets.UTF_8));
            String folder = RenditionLayout.folder(new RenditionKey(content, SampleRendition.KEY.profile()));
            object(xml, folder + "/0123456789ab/video.mp4");
            object(xml, folder + "/rendition.json");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private void object(StringBuilder xml, String path) {
        xml.append("<Contents><Key>").append(prefix).append(path).append("</Key><Size>1</Size></Contents>");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
