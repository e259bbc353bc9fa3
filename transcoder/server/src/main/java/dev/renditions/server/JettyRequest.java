package dev.renditions.server;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.QueryParameters;
import dev.renditions.http.message.RequestBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** Converts Jetty's requests to requests of the API. */
final class JettyRequest {
    private JettyRequest() {}

    /**
     * Converts a request, whose body is read when it is opened.
     *
     * @throws ApiException as 400 if its target or its query is malformed
     */
    static ApiRequest of(Request request) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (path == null || !path.startsWith("/")) {
            throw new ApiException(Problem.of(400, "the path must start with a slash"));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = Optional.ofNullable(field.getValue()).orElse("");
            headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
        }
        return new ApiRequest(
                request.getMethod(),
                path,
                QueryParameters.parse(Optional.ofNullable(uri.getQuery()).orElse("")),
                headers,
                new Caller.Address(Request.getRemoteAddr(request)),
                new Body(request));
    }

    private record Body(Request request) implements RequestBody {
        @Override
        public InputStream open() {
            return new BodyStream(Request.asInputStream(request));
        }

        @Override
        public OptionalLong length() {
            return request.getLength() < 0 ? OptionalLong.empty() : OptionalLong.of(request.getLength());
        }
    }

    /** A body in which Jetty may detect malformed framing while it is read. */
    private static final class BodyStream extends FilterInputStream {
        BodyStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException | RuntimeException e) {
                if (e instanceof HttpException http) {
                    throw new ApiException(unreadable(http));
                }
                throw e;
            }
        }
    }

    /** The problem for a request that Jetty could not parse. */
    static Problem unreadable(HttpException e) {
        return Problem.of(e.getCode(), "the request can't be read: " + e.getReason());
    }
}
