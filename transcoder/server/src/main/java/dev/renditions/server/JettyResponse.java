package dev.renditions.server;

import dev.renditions.http.message.ApiResponse;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends responses of the API through Jetty. */
final class JettyResponse {
    private static final int BUFFER = 1 << 16;

    private JettyResponse() {}

    /**
     * Sends a response. A file is sent as fast as the client reads it, one buffer at a time, without blocking this
     * thread.
     */
    static void send(ApiResponse answer, Request request, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        ApiResponse.Body body = answer.body();
        if (body instanceof EventStream events) {
            events.start(response, callback);
            return;
        }
        boolean headed = HttpMethod.HEAD.is(request.getMethod());
        ByteBuffer text = body instanceof ApiResponse.Bytes b ? b.buffer() : ByteBuffer.allocate(0);
        long length = body instanceof ApiResponse.Bytes ? text.remaining() : body.length();
        if (answer.status() != 304 && answer.status() != 204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
        if (!headed && length > 0 && body instanceof ApiResponse.FilePart part) {
            ByteBufferPool.Sized buffers =
                    new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, BUFFER);
            Content.Source source = Content.Source.from(buffers, part.file(), part.offset(), part.length());
            Content.copy(source, response, callback);
        } else {
            response.write(true, headed ? ByteBuffer.allocate(0) : text, callback);
        }
    }
}
