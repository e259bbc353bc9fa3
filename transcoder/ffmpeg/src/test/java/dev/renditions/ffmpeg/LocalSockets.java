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

/** Sockets on this machine that no program of ours may ever reach: UDP, one with a path, one with an abstract name. */
public final class LocalSockets implements AutoCloseable {
    private final DatagramSocket udp;
    private final ServerSocketChannel unix;
    private final Process abstractServer;
    private final Path file;
    private final String name = "renditions-" + UUID.randomUUID();

    /**
     * Listens from now on.
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
        BufferedReader says =
                new BufferedReader(new InputStreamReader(abstractServer.getInputStream(), StandardCharsets.UTF_8));
        if (!"serving".equals(says.readLine())) {
            throw new IOException("the abstract socket is not served");
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
            // It was closed.
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        unix.close();
        abstractServer.destroyForcibly();
    }
}
