package dev.renditions.server;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** What Jetty took, as the API knows it. */
final class JettyRequest {
    private JettyRequest() {}

    /**
     * The request without its body.
     *
     * @throws ApiException as 400 if its target or its query can't be read
     */
    static ApiRequest of(Request request) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (path == null || !path.startsWith("/")) {
            throw new ApiException(Problem.of(400, "a path begins with a slash"));
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
                new Caller.Address(Request.getRemoteAddr(request)));
    }
}
