package dev.renditions.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Sockets on this machine that a sandboxed program must not reach: UDP, Unix with a path, Unix with an abstract name. */
public final class LocalSockets implements AutoCloseable {
    private final DatagramSocket udp;
    private final ServerSocketChannel unix;
    private final Process abstractServer;
    private final Path file;
    private final String name = "renditions-" + UUID.randomUUID();

    /**
     * Starts to listen.
     *
     * @param hostile the hostile program, which also serves the abstract name
     */
    public LocalSockets(Path hostile, Path folder) throws IOException {
        file = folder.resolve("socket");
        udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo, "udp-echo");
        echo.setDaemon(true);
        echo.start();
        unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        abstractServer = new ProcessBuilder(hostile.toString(), "--serve-abstract", name).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(abstractServer.getInputStream(), StandardCharsets.UTF_8));
        if (!"serving".equals(output.readLine())) {
            throw new IOException("the hostile program does not serve the abstract socket");
        }
    }

    public int udpPort() {
        return udp.getLocalPort();
    }

    public Path file() {
        return file;
    }

    public String name() {
        return name;
    }

    private void echo() {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        try {
            while (true) {
                udp.receive(packet);
                udp.send(packet);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        unix.close();
        abstractServer.destroyForcibly();
    }
}
