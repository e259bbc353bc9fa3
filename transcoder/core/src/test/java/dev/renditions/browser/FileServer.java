package dev.renditions.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the files of one folder over HTTP on a free port of the loopback interface. Supports range requests, and allows
 * requests from any origin. Safe for use by many threads.
 */
public final class FileServer implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("mpd", "application/dash+xml"),
            Map.entry("m3u8", "application/vnd.apple.mpegurl"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4s", "video/iso.segment"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("vtt", "text/vtt; charset=utf-8"),
            Map.entry("json", "application/json"));

    private final Path root;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "file-server");
        thread.setDaemon(true);
        return thread;
    });

    private FileServer(Path root, HttpServer server) {
        this.root = root;
        this.server = server;
    }

    /** Serves the current and future files of a folder. */
    public static FileServer of(Path root) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FileServer server = new FileServer(root.toAbsolutePath().normalize(), http);
            http.createContext("/", server::answer);
            http.setExecutor(server.threads);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback interface", e);
        }
    }

    /** The URI of a file. */
    public URI uri(Path file) {
        Path inside = root.relativize(file.toAbsolutePath().normalize());
        // The path of a URI is percent-encoded and has slashes on every system.
        String path =
                root.resolve(inside).toUri().getRawPath().substring(rootUri().length());
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
    }

    private String rootUri() {
        String path = root.toUri().getRawPath();
        return path.endsWith("/") ? path : path + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                answer(exchange, file);
            }
        }
    }

    private static void answer(HttpExchange exchange, Path file) throws IOException {
        long size = Files.size(file);
        String header = exchange.getRequestHeaders().getFirst("Range");
        Optional<ByteRange> range = header == null ? Optional.of(ByteRange.whole(size)) : ByteRange.parse(header, size);
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        if (range.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + size);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type(file));
        if (header != null) {
            exchange.getResponseHeaders().set("Content-Range", range.get().of(size));
        }
        send(exchange, file, range.get(), header == null ? 200 : 206);
    }

    private static void send(HttpExchange exchange, Path file, ByteRange range, int status) throws IOException {
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || range.length() == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : range.length());
        if (bodiless) {
            return;
        }
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = exchange.getResponseBody()) {
            in.skipNBytes(range.first());
            byte[] buffer = new byte[1 << 16];
            long left = range.length();
            while (left > 0) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (read == 0) {
                    throw new EOFException(file + " was truncated");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static String type(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
