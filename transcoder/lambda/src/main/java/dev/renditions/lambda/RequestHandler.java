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
 * Answers on-demand requests over a function URL, and queues what is missing for the function of uploads. Safe for use by
 * many threads.
 */
public final class RequestHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final int REFUSED = 400;
    private static final int BROKEN = 500;
    /** Characters of a path, and of a method. */
    private static final int MOST_LOGGED = 200;

    private final Supplier<RequestFunctionContext> parts;

    /**
     * For Lambda: everything is set by environment variables.
     *
     * @throws dev.renditions.config.SettingsException with every mistake in them, if there is one
     */
    public RequestHandler() {
        this(ExecutionEnvironment.shared().forRequests()::requests);
    }

    /** A handler over parts that are put together already. */
    RequestHandler(Supplier<RequestFunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Answers one request.
     *
     * @throws dev.renditions.lambda.event.EventException if it is none of a function URL
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
            return told(event, Api.refusal(e), invocation, FunctionUrl.response("GET", Api.refusal(e)));
        }
        ApiResponse answer = api(parts, invocation).answer(request);
        ObjectNode response = FunctionUrl.response(request.method(), answer);
        if (!FunctionUrl.fits(response)) {
            answer = Api.refusal(new ApiException(Problem.of(
                    503,
                    "this text is longer than a function may answer; the files that it names are in the JSON answer")));
            response = FunctionUrl.response(request.method(), answer);
        }
        return told(event, answer, invocation, response);
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
                parts.rules(),
                all.clock()));
    }

    /** What is logged of a request. The query is left out: a signature in it is a key. Strangers choose the rest, so it is cut. */
    static String line(JsonNode event, int status) {
        String method = event.path("requestContext").path("http").path("method").asText();
        return SafeText.of(method, MOST_LOGGED) + " "
                + SafeText.of(event.path("rawPath").asText(), MOST_LOGGED) + ": " + status;
    }

    private static ObjectNode told(JsonNode event, ApiResponse answer, Invocation invocation, ObjectNode response) {
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
