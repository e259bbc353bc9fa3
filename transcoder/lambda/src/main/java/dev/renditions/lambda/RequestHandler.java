package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.http.Api;
import dev.renditions.http.ApiContext;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.support.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on-demand requests over a function URL, and queues missing renditions for the upload function. Thread-safe.
 */
public final class RequestHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final int REFUSED = 400;
    private static final int BROKEN = 500;
    /** The maximum length of a path or a method in the log, in characters. */
    private static final int MOST_LOGGED = 200;

    private final Supplier<RequestFunctionContext> parts;

    /**
     * Called by Lambda. All settings are environment variables.
     *
     * @throws dev.renditions.config.SettingsException with all invalid settings
     */
    public RequestHandler() {
        this(ExecutionEnvironment.shared().forRequests()::requests);
    }

    /** For tests, and for callers that build the context themselves. */
    RequestHandler(Supplier<RequestFunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Answers one request.
     *
     * @throws dev.renditions.lambda.event.EventException if the event is not a request of a function URL
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        RequestFunctionContext now = parts.get();
        Invocation.run(now.parts(), in, out, context, (event, invocation) -> answer(event, invocation, now));
    }

    private static Object answer(JsonNode event, Invocation invocation, RequestFunctionContext parts) {
        ApiRequest request;
        try {
            request = FunctionUrl.request(event);
        } catch (ApiException e) {
            return logged(event, Api.refusal(e), invocation, FunctionUrl.response("GET", Api.refusal(e)));
        }
        ApiResponse answer = api(parts, invocation).answer(request);
        ObjectNode response = FunctionUrl.response(request.method(), answer);
        if (!FunctionUrl.fits(response)) {
            answer = Api.refusal(new ApiException(Problem.of(
                    503,
                    "this response exceeds the 6 MB limit of a function;"
                            + " the JSON answer links to the files that it names")));
            response = FunctionUrl.response(request.method(), answer);
        }
        return logged(event, answer, invocation, response);
    }

    private static Api api(RequestFunctionContext parts, Invocation invocation) {
        FunctionContext all = parts.parts();
        return new Api(new ApiContext(
                all.rules().catalog(),
                new QueuedRequests(invocation, parts.queue(), parts.pause()),
                parts.holdings(),
                parts.gate(),
                all.service()::counts,
                all.service()::wasted,
                all.service()::savedByTracks,
                parts.rules(),
                all.clock()));
    }

    /**
     * The log line of a request. It omits the query, because a signature in it grants access. It truncates the rest,
     * because the client chooses it.
     */
    static String line(JsonNode event, int status) {
        String method = event.path("requestContext").path("http").path("method").asText();
        return SafeText.of(method, MOST_LOGGED) + " "
                + SafeText.of(event.path("rawPath").asText(), MOST_LOGGED) + ": " + status;
    }

    private static ObjectNode logged(JsonNode event, ApiResponse answer, Invocation invocation, ObjectNode response) {
        InvocationMetrics figures = invocation.figures();
        figures.count(InvocationMetrics.Event.REQUEST);
        if (answer.status() >= BROKEN) {
            figures.count(InvocationMetrics.Event.REQUEST_BROKEN);
        } else if (answer.status() >= REFUSED) {
            figures.count(InvocationMetrics.Event.REQUEST_REFUSED);
        }
        LOG.info(line(event, answer.status()));
        return response;
    }
}
