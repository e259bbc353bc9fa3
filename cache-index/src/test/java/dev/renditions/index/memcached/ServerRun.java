package dev.renditions.index.memcached;

import dev.renditions.index.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One way to run memcached on a given port, again and again. */
sealed interface ServerRun {
    String host();

    int port();

    void start();

    void stop();

    void freeze();

    void thaw();

    /** An ordinary process. */
    final class Program implements ServerRun {
        private final Path program;
        private final int port;
        private Process process;

        Program(Path program, int port) {
            this.program = program;
            this.port = port;
            // Tests may be killed before they close what they started.
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void start() {
            List<String> command = new ArrayList<>(
                    List.of(program.toString(), "-l", host(), "-p", String.valueOf(port), "-U", "0", "-m", "64"));
            if (System.getProperty("user.name").equals("root")) {
                // Memcached refuses to run as root unless it is told whom to become.
                command.addAll(List.of("-u", "nobody"));
            }
            try {
                process = new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot run " + command, e);
            }
        }

        @Override
        public void freeze() {
            Signal.STOP.send(process.pid());
        }

        @Override
        public void thaw() {
            Signal.CONT.send(process.pid());
        }

        @Override
        public void stop() {
            if (process == null) {
                return;
            }
            process.destroyForcibly();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("memcached does not end: process " + process.pid());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A container, new at each start, on the same port of the host. */
    final class Container implements ServerRun {
        static final String IMAGE = "memcached:1.6";

        private static final int INSIDE = 11211;

        private final int port;
        private GenericContainer<?> container;

        Container(int port) {
            this.port = port;
        }

        @Override
        public String host() {
            return DockerClientFactory.instance().dockerHostIpAddress();
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void start() {
            container = new GenericContainer<>(DockerImageName.parse(IMAGE)).withExposedPorts(INSIDE);
            container.setPortBindings(List.of(port + ":" + INSIDE));
            container.start();
        }

        @Override
        public void freeze() {
            container
                    .getDockerClient()
                    .pauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void thaw() {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void stop() {
            if (container != null) {
                container.stop();
            }
        }
    }
}
