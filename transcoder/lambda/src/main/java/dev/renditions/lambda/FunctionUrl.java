package dev.renditions.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.QueryParameters;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests and responses of a function URL, payload format 2.0. Function URLs pass the path and the query as they were
 * sent. HTTP APIs of API Gateway decode the path, so keys with a percent sign would be wrong behind one.
 */
final class FunctionUrl {
    private static final int LONGEST = 6_000_000;

    private FunctionUrl() {}

    /**
     * Parses a request.
     *
     * @throws EventException if the event is not a request of a function URL
     * @throws dev.renditions.http.message.ApiException with status 400 if the query is malformed
     */
    static ApiRequest request(JsonNode event) {
        JsonNode http = event.path("requestContext").path("http");
        if (!http.isObject() || !event.path("version").asText().equals("2.0")) {
            throw new EventException(
                    "the event is not a request of a function URL in format 2.0: " + EventJson.members(event));
        }
        return new ApiRequest(
                EventJson.required(http, "method").toUpperCase(Locale.ROOT),
                EventJson.required(event, "rawPath"),
                QueryParameters.parse(event.path("rawQueryString").asText()),
                headers(event.path("headers")),
                caller(event.path("requestContext")));
    }

    private static Map<String, String> headers(JsonNode sent) {
        Map<String, String> headers = new TreeMap<>();
        sent.properties()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText(),
                        (a, b) -> a + "," + b));
        return headers;
    }

    /** The caller as AWS identifies it. Nothing that the client sends is used. */
    private static Caller caller(JsonNode context) {
        JsonNode principal = context.path("authorizer").path("iam");
        return EventJson.optional(principal, "userArn")
                .<Caller>map(arn -> new Caller.Principal(arn, EventJson.optional(principal, "accessKey")))
                .orElseGet(() -> new Caller.Address(
                        EventJson.optional(context.path("http"), "sourceIp").orElse("unknown")));
    }

    /**
     * The response to return to Lambda. A response to HEAD has no body.
     *
     * @throws IllegalStateException if the body is a file, which a function never has
     */
    static ObjectNode response(String method, ApiResponse answer) {
        ObjectNode response = EventJson.MAPPER.createObjectNode().put("statusCode", answer.status());
        ObjectNode headers = response.putObject("headers");
        answer.headers().forEach(headers::put);
        String body = body(answer.body());
        if (!body.isEmpty() && !method.equals("HEAD")) {
            response.put("body", body);
        }
        return response.put("isBase64Encoded", false);
    }

    /** Whether the response fits Lambda's limit of six megabytes. */
    static boolean fits(ObjectNode response) {
        return EventJson.text(response).getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    private static String body(ApiResponse.Body body) {
        if (body instanceof ApiResponse.Bytes bytes) {
            return bytes.text();
        }
        if (body instanceof ApiResponse.Nothing) {
            return "";
        }
        throw new IllegalStateException("a function can't respond with a file");
    }
}
