package dev.renditions.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends raw bytes, since an HTTP client would refuse or correct them. */
final class Wire {
    private static final int LIMIT_MILLIS = 20_000;

    private Wire() {}

    /** Everything that the server sends until it closes the connection. */
    static String answers(URI server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
