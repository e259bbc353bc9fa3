package dev.renditions.server;

import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.routing.SecurityHeaders;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Sends errors that Jetty detects itself as problem documents, like those of the API. */
final class JettyErrorHandler implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String reason = Optional.ofNullable(request.getAttribute(ErrorHandler.ERROR_MESSAGE))
                .map(Object::toString)
                .filter(text -> status < 500)
                .orElseGet(() -> String.valueOf(HttpStatus.getMessage(status)));
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        JettyResponse.send(
                SecurityHeaders.on(ProblemMapper.answer(Problem.of(status, reason))), request, response, callback);
        return true;
    }
}
