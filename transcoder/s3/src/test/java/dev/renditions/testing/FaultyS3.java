package dev.renditions.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Implements just enough of the S3 protocol to send responses that a healthy service can't be made to send. Objects are
 * kept by path, including the bucket; every bucket exists.
 */
public final class FaultyS3 implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> afterBreak = new AtomicReference<>(() -> {});
    private volatile int refusedEach;

    /**
     * A response instead of the regular one.
     *
     * @param method the method of matching requests
     * @param end the end of their paths
     * @param status the status to send; 200 breaks off in the middle of the body
     * @param code the S3 error code
     * @param applied whether the request is carried out nevertheless
     * @param times how many more times
     */
    private record Fault(String method, String end, int status, String code, boolean applied, int times) {}

    /** Starts on a free port. */
    public FaultyS3() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The server's endpoint. */
    public S3Endpoint endpoint() {
        return new S3Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** The stored objects. */
    public Map<String, byte[]> objects() {
        return objects;
    }

    /** The number of requests with this method and this end of the path. */
    public long count(String method, String end) {
        return requests.stream()
                .filter(r -> r.startsWith(method + " ") && r.endsWith(end))
                .count();
    }

    /** Refuses the next requests. */
    public void refuse(String method, String end, int status, String code, int times) {
        faults.add(new Fault(method, end, status, code, false, times));
    }

    /** Throttles one in this many requests with {@code 503 SlowDown} from now on; none if 0. */
    public void refuseOneIn(int requestCount) {
        refusedEach = requestCount;
    }

    /** Carries out the next request, but responds with a failure. */
    public void loseAnswer(String method, String end) {
        faults.add(new Fault(method, end, 500, "InternalError", true, 1));
    }

    /** Breaks off in the middle of the body of the next responses. */
    public void truncate(String end, int times) {
        faults.add(new Fault("GET", end, 200, "", false, times));
    }

    /** Runs an action once, after a response has broken off. */
    public void afterBreak(Runnable action) {
        afterBreak.set(action);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            requests.add(method + " " + path);
            byte[] body = body(exchange);
            Fault fault = next(method, path);
            if (refusedEach > 0 && requests.size() % refusedEach == 0) {
                error(exchange, 503, "SlowDown");
            } else if (fault == null) {
                serve(exchange, path, body);
            } else if (fault.status() == 200) {
                byte[] object = objects.get(path);
                exchange.getResponseHeaders().set("ETag", tag(object));
                exchange.sendResponseHeaders(200, object.length);
                exchange.getResponseBody().write(object, 0, object.length / 2);
                exchange.getResponseBody().flush();
                afterBreak.getAndSet(() -> {}).run();
            } else {
                if (fault.applied()) {
                    objects.put(path, body);
                }
                error(exchange, fault.status(), fault.code());
            }
        }
    }

    /**
     * Over plain HTTP the SDK sends signed chunks: {@code <hex length>;chunk-signature=...} and bytes, until an empty
     * chunk.
     */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String form = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (form == null || !form.startsWith("STREAMING-")) {
            return sent;
        }
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int at = 0; ; ) {
            int line = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, line).replaceFirst(";.*", ""), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.write(sent, line + 2, length);
            at = line + 2 + length + 2;
        }
    }

    private synchronized Fault next(String method, String path) {
        for (int i = 0; i < faults.size(); i++) {
            Fault f = faults.get(i);
            if (f.times() > 0 && f.method().equals(method) && path.endsWith(f.end())) {
                faults.set(i, new Fault(f.method(), f.end(), f.status(), f.code(), f.applied(), f.times() - 1));
                return f;
            }
        }
        return null;
    }

    private void serve(HttpExchange exchange, String path, byte[] body) throws IOException {
        boolean there = objects.containsKey(path);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                if (there && "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                    error(exchange, 412, "PreconditionFailed");
                } else {
                    objects.put(path, body);
                    exchange.getResponseHeaders().set("ETag", tag(body));
                    exchange.sendResponseHeaders(200, -1);
                }
            }
            case "GET", "HEAD" -> {
                String query = exchange.getRequestURI().getQuery();
                if (query != null && query.contains("list-type=2")) {
                    list(exchange, path, query);
                } else if (there) {
                    give(exchange, objects.get(path));
                } else {
                    error(exchange, 404, "NoSuchKey");
                }
            }
            default -> error(exchange, 501, "NotImplemented");
        }
    }

    /** Lists all keys at once; real services list a thousand at a time. */
    private void list(HttpExchange exchange, String bucket, String query) throws IOException {
        String prefix = query.replaceAll("(?:.*&)?prefix=([^&]*).*", "$1");
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>false</IsTruncated>");
        new TreeMap<>(objects).forEach((path, bytes) -> {
            if (path.startsWith(bucket + "/" + prefix)) {
                xml.append("<Contents><Key>")
                        .append(path.substring(bucket.length() + 1))
                        .append("</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified><Size>")
                        .append(bytes.length)
                        .append("</Size></Contents>");
            }
        });
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, 200, xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void give(HttpExchange exchange, byte[] object) throws IOException {
        String tag = tag(object);
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (wanted != null && !wanted.equals(tag)) {
            error(exchange, 412, "PreconditionFailed");
            return;
        }
        exchange.getResponseHeaders().set("ETag", tag);
        if (range == null) {
            send(exchange, 200, object);
        } else {
            String[] ends = range.replace("bytes=", "").split("-", 2);
            int from = Integer.parseInt(ends[0]);
            if (from >= object.length) {
                error(exchange, 416, "InvalidRange");
                return;
            }
            int to = ends[1].isEmpty() ? object.length : Math.min(object.length, Integer.parseInt(ends[1]) + 1);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + object.length);
            send(exchange, 206, Arrays.copyOfRange(object, from, to));
        }
    }

    private static String tag(byte[] object) {
        return "\"" + Integer.toHexString(Arrays.hashCode(object)) + "\"";
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        String xml = "<?xml version=\"1.0\"?><Error><Code>" + code
                + "</Code><Message>requested by the test</Message></Error>";
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, status, xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
