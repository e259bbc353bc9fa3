package dev.renditions.index.memcached;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A way to run memcached on a given port, with restarts. */
sealed interface ServerRun {
    String host();

    int port();

    void start();

    void stop();

    /** Freezes it: it keeps and accepts connections but does not answer. */
    void freeze();

    void thaw();

    /** Memcached as a process. */
    final class Program implements ServerRun {
        private final Path program;
        private final int port;
        private final List<String> options;
        private Process process;

        /** If there are options, they must contain the address to listen on. */
        Program(Path program, int port, List<String> options) {
            this.program = program;
            this.port = port;
            this.options = options;
            // Stops the server even if the tests are killed before they close it.
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
            List<String> command = new ArrayList<>(List.of(program.toString(), "-U", "0", "-m", "64"));
            command.addAll(options.isEmpty() ? List.of("-l", host() + ":" + port) : options);
            if (System.getProperty("user.name").equals("root")) {
                // Memcached refuses to run as root without a user to switch to.
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
        public void stop() {
            if (process == null) {
                return;
            }
            process.destroyForcibly();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("memcached did not end: process " + process.pid());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void freeze() {
            signal("STOP");
            await("all threads of memcached are stopped")
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(this::isStopped);
        }

        /** A thread stops when it next runs, so on a busy machine some still answer after the signal. */
        private boolean isStopped() throws IOException {
            Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
            if (!Files.isDirectory(tasks)) {
                return true; // Not Linux.
            }
            try (Stream<Path> threads = Files.list(tasks)) {
                for (Path thread : threads.toList()) {
                    String stat = Files.readString(thread.resolve("stat"));
                    if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                        return false;
                    }
                }
            }
            return true;
        }

        @Override
        public void thaw() {
            signal("CONT");
        }

        private void signal(String name) {
            try {
                Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
                if (!kill.waitFor(30, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                    throw new IllegalStateException("sending memcached a signal failed: " + name);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot run kill", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Memcached in a container, new at each start, on the same port of the host. */
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
        public void stop() {
            if (container != null) {
                container.stop();
            }
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
    }
}
