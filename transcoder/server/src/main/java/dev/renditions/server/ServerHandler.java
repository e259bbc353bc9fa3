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
 * Handles all requests from Jetty: refuses those that were not meant for this server, passes the others to the router,
 * and measures. Thread-safe.
 */
final class ServerHandler extends Handler.Abstract {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /** The maximum length of a body on a route that ignores bodies. */
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

    RouteTable routes() {
        return router.table();
    }

    /** From now on, answers requests with 503. */
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
        // A client that waits for a rendition sends nothing meanwhile. Stalled reads and writes still time out.
        request.addIdleTimeoutListener(timeout -> false);
        memory.send(answer(request, response, found), request, response, callback);
        return true;
    }

    private ApiResponse answer(Request request, Response response, RouteTable.Found found) {
        ApiRequest sent;
        try {
            sent = JettyRequest.of(request);
        } catch (RuntimeException e) {
            close(response);
            return SecurityHeaders.on(ProblemMapper.answer(problem(e)));
        }
        try {
            check(sent, request, found);
        } catch (RuntimeException e) {
            close(response);
            return router.refusal(sent, problem(e));
        }
        ApiResponse answer = router.answer(sent, found);
        if (answer.status() >= REFUSED && found.takesBody()) {
            close(response);
        }
        return answer;
    }

    /** The unread part of the request would be taken for the next request. */
    private static void close(Response response) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    private void check(ApiRequest sent, Request request, RouteTable.Found found) {
        if (stopping) {
            throw new ApiException(Problem.later(503, "this server is stopping; try again", AGAIN));
        }
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_1_1.getVersion()
                && sent.header("transfer-encoding").isPresent()) {
            // RFC 9112, 6.1: the end of such a request is unreliable, and so is what follows it.
            throw new ApiException(Problem.of(400, "HTTP/1.0 does not support Transfer-Encoding"));
        }
        HttpURI uri = request.getHttpURI();
        int port = ((ServerConnector) request.getConnectionMetaData().getConnector()).getLocalPort();
        rules.check(sent, String.valueOf(uri.getScheme()), authority(sent, uri), port, gate.trustsBrowser(sent));
        if (request.getLength() > MOST_UNREAD && !found.takesBody()) {
            throw new ApiException(Problem.of(
                    413, "this path accepts no request body; upload files to " + UploadReceiver.PATH + "NAME"));
        }
    }

    /** The host of the target; an absolute-form target may name another host than the header. */
    private static String authority(ApiRequest sent, HttpURI uri) {
        String authority = uri.getAuthority();
        return authority == null ? sent.header("host").orElse("") : authority;
    }

    private static Problem problem(RuntimeException e) {
        return e instanceof HttpException http ? JettyRequest.unreadable(http) : ProblemMapper.of(e);
    }
}
