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
 * A bucket of S3 with many renditions, which makes each page of its listing up when it is asked for, and counts them. Each
 * rendition has its manifest and a file.
 */
public final class EndlessListing implements AutoCloseable {
    /** What S3 gives at once. */
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
     * @param prefix what keys begin with
     * @param pages how many there are
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

    /** Where it listens. */
    public S3Endpoint endpoint() {
        return new S3Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** How many pages were asked for. */
    public int asked() {
        return asked.get();
    }

    /** Throttles whoever asks for this page or a later one; the first is 0. */
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
