package dev.renditions.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.renditions.index.ContentHash;
import dev.renditions.support.UrlPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An S3 service without object bytes, which verifies presigned URLs as AWS documents it (Signature Version 4 in the
 * query); emulators don't. It records the requests.
 */
public final class SigningS3 implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SECRET = "test";

    private final Set<String> objects = ConcurrentHashMap.newKeySet();
    private final Set<String> encrypted = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger instead = new AtomicInteger();
    private final HttpServer server;

    /** Starts listening. */
    public SigningS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public S3Endpoint endpoint() {
        return new S3Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** Creates an object. */
    public void put(String bucket, String key) {
        objects.add(bucket + "/" + key);
    }

    /** Encrypts the object with a KMS key that callers may not use: they may send a HEAD, but not read it. */
    public void encrypt(String bucket, String key) {
        encrypted.add(bucket + "/" + key);
    }

    /** Answers all requests with this status; 0 for regular responses. A redirect leads to itself. */
    public void answerWith(int status) {
        instead.set(status);
    }

    /** The methods, decoded paths and ranges of the requests. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
            if (instead.get() / 100 == 3) {
                exchange.getResponseHeaders().add("Location", exchange.getRequestURI() + "&again");
            }
            exchange.sendResponseHeaders(instead.get() == 0 ? status(exchange) : instead.get(), -1);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private int status(HttpExchange exchange) throws GeneralSecurityException {
        URI uri = exchange.getRequestURI();
        Map<String, String> query = Arrays.stream(uri.getRawQuery().split("&"))
                .map(p -> p.split("=", 2))
                .collect(Collectors.toMap(p -> p[0], p -> p[1]));
        Instant signed = TIME.parse(query.get("X-Amz-Date"), Instant::from);
        Duration lifetime = Duration.ofSeconds(Long.parseLong(query.get("X-Amz-Expires")));
        if (!signature(exchange, query).equals(query.get("X-Amz-Signature"))
                || Instant.now().isAfter(signed.plus(lifetime))) {
            return 403;
        }
        String object = uri.getPath().substring(1);
        if (!exchange.getRequestMethod().equals("HEAD") && encrypted.contains(object)) {
            return 403;
        }
        boolean part = exchange.getRequestHeaders().containsKey("Range");
        return objects.contains(object) ? part ? 206 : 200 : 404;
    }

    private static String signature(HttpExchange exchange, Map<String, String> query) throws GeneralSecurityException {
        String parameters = query.keySet().stream()
                .filter(name -> !name.equals("X-Amz-Signature"))
                .sorted()
                .map(name -> name + "=" + query.get(name))
                .collect(Collectors.joining("&"));
        String request = String.join(
                "\n",
                exchange.getRequestMethod(),
                UrlPath.parse(exchange.getRequestURI().getRawPath()).canonical(),
                parameters,
                "host:" + exchange.getRequestHeaders().getFirst("Host"),
                "",
                "host",
                "UNSIGNED-PAYLOAD");
        String scope = query.get("X-Amz-Credential").split("%2F", 2)[1].replace("%2F", "/");
        String text = String.join(
                "\n",
                query.get("X-Amz-Algorithm"),
                query.get("X-Amz-Date"),
                scope,
                ContentHash.of(request.getBytes(UTF_8)).hex());
        byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
