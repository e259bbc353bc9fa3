package dev.renditions.server;

import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.routing.RouteTable;
import dev.renditions.http.routing.Router;
import dev.renditions.http.routing.SecurityHeaders;
import dev.renditions.server.connection.PacedEndPoint;
import dev.renditions.server.upload.UploadReceiver;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Takes every request from Jetty: refuses what was not meant for this server, has the router answer the rest, and measures.
 * Safe for use by many threads.
 */
final class ServerHandler extends Handler.Abstract {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /** What nobody reads may still be sent, but not without end. */
    private static final long MOST_UNREAD = 1 << 16;

    private static final int REFUSED = 400;

    private final Router router;
    private final AccessPolicy gate;
    private final OriginCheck rules;
    private final ServerMetrics meters;
    private final AnswerMemory memory = new AnswerMemory();
    private volatile boolean stopping;

    ServerHandler(Router router, AccessPolicy gate, OriginCheck rules, ServerMetrics meters) {
        this.router = router;
        this.gate = gate;
        this.rules = rules;
        this.meters = meters;
    }

    /** Every route that its requests may take. */
    RouteTable routes() {
        return router.table();
    }

    /** From now on requests are told to come again. */
    void refuse() {
        stopping = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begun = System.nanoTime();
        RouteTable.Found found = router.table()
                .find(Optional.ofNullable(request.getHttpURI().getPath()).orElse(""));
        Request.addCompletionListener(
                request, failure -> meters.answered(found.label(), response.getStatus(), System.nanoTime() - begun));
        PacedEndPoint.follow(request);
        // Who waits for a rendition sends nothing meanwhile. Reads and writes that stall are ended all the same.
        request.addIdleTimeoutListener(timeout -> false);
        memory.send(answer(request, response, found), request, response, callback);
        return true;
    }

    private ApiResponse answer(Request request, Response response, RouteTable.Found found) {
        ApiRequest asked;
        try {
            asked = JettyRequest.of(request);
        } catch (RuntimeException e) {
            close(response);
            return SecurityHeaders.on(ProblemMapper.answer(problem(e)));
        }
        try {
            check(asked, request, found);
        } catch (RuntimeException e) {
            close(response);
            return router.refusal(asked, problem(e));
        }
        ApiResponse answer = router.answer(asked, found);
        if (answer.status() >= REFUSED && found.takesBody()) {
            close(response);
        }
        return answer;
    }

    /** What was not read of the request would be taken for the next one. */
    private static void close(Response response) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    private void check(ApiRequest asked, Request request, RouteTable.Found found) {
        if (stopping) {
            throw new ApiException(Problem.later(503, "this server is stopping; ask again", AGAIN));
        }
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_1_1.getVersion()
                && asked.header("transfer-encoding").isPresent()) {
            // RFC 9112, 6.1: its end can't be relied on, nor that what follows is another request.
            throw new ApiException(Problem.of(400, "HTTP/1.0 has no Transfer-Encoding"));
        }
        HttpURI uri = request.getHttpURI();
        int port = ((ServerConnector) request.getConnectionMetaData().getConnector()).getLocalPort();
        rules.check(asked, String.valueOf(uri.getScheme()), authority(asked, uri), port, gate.trustsBrowser(asked));
        if (request.getLength() > MOST_UNREAD && !found.takesBody()) {
            throw new ApiException(
                    Problem.of(413, "nothing is sent here; " + UploadReceiver.PATH + "NAME takes files"));
        }
    }

    /** The one in the target, where a proxy's form of it names another than the header. */
    private static String authority(ApiRequest asked, HttpURI uri) {
        String authority = uri.getAuthority();
        return authority == null ? asked.header("host").orElse("") : authority;
    }

    private static Problem problem(RuntimeException e) {
        return e instanceof HttpException http ? JettyRequest.unreadable(http) : ProblemMapper.of(e);
    }
}
