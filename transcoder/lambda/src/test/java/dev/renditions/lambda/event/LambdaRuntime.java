package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.Skip;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A function in Lambda's own Java runtime, under AWS's runtime interface emulator. The handler is loaded from the
 * folder of the package, as on AWS. One JVM, until it is closed.
 */
public final class LambdaRuntime implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern INIT = Pattern.compile("INIT REPORT\\(.*durationMs: ([\\d.]+)");
    private static final Pattern INVOKED = Pattern.compile("INVOKE RTDONE\\(.*duration: ([\\d.]+)ms");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path log;
    private final int port;
    private final Process process;

    /**
     * Starts a function.
     *
     *
     * @param folder for its log
     * @param java the home of the JDK
     * @param task the folder of the package
     * @param handler the name of the class
     * @param environment the environment variables of the function
     */
    public LambdaRuntime(Path folder, Path java, Path task, String handler, Map<String, String> environment)
            throws IOException {
        this.log = folder.resolve("log");
        this.port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        emulator(),
                        "--runtime-interface-emulator-address",
                        "127.0.0.1:" + port,
                        "--runtime-api-address",
                        "127.0.0.1:" + freePort(),
                        java.resolve("bin").resolve("java").toString(),
                        "-cp",
                        Checkout.target("emulator", "runtime") + File.separator + "*",
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        "dev.renditions.lambda." + handler + "::handleRequest")
                .directory(task.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RENDITIONS_") || name.startsWith("AWS_"));
        builder.environment().put("LAMBDA_TASK_ROOT", task.toString());
        builder.environment().put("AWS_LAMBDA_FUNCTION_TIMEOUT", String.valueOf(LIMIT.toSeconds()));
        builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "3008");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** The path of the emulator; skips the test if it is not installed. */
    public static String emulator() {
        String program = System.getenv("AWS_LAMBDA_RIE");
        if (program == null || !Files.isExecutable(Path.of(program))) {
            Skip.test("Lambda's runtime is not tested: AWS_LAMBDA_RIE is not the path of a runtime interface emulator");
        }
        return program;
    }

    /** The answer of the function. As on Lambda, an exception is an answer, too. */
    public JsonNode invoke(String event) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        return Awaitility.await("an answer; see " + log)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(LIMIT)
                // The emulator may not listen yet.
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .until(
                        () -> EventJson.object(
                                client.send(request, BodyHandlers.ofString()).body()),
                        answer -> true);
    }

    /** The duration of the start. */
    public Duration init() throws IOException {
        return durations(INIT).get(0);
    }

    /** The duration of each invocation. */
    public List<Duration> invocations() throws IOException {
        return durations(INVOKED);
    }

    private List<Duration> durations(Pattern line) throws IOException {
        return line.matcher(Files.readString(log))
                .results()
                .map(match -> Duration.ofNanos((long) (Double.parseDouble(match.group(1)) * 1e6)))
                .toList();
    }

    /** The peak memory of the JVM in megabytes; absent if the system does not report it. */
    public Optional<Long> peakMegabytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(jvm().pid()), "status");
        return Files.isReadable(status)
                ? PEAK.matcher(Files.readString(status))
                        .results()
                        .findFirst()
                        .map(match -> Long.parseLong(match.group(1)) / 1024)
                : Optional.empty();
    }

    /** The environment of the JVM as other processes of an administrator can read it; empty without permission. */
    public String shownEnvironment() throws IOException {
        Path shown = Path.of("/proc", String.valueOf(jvm().pid()), "environ");
        try {
            return Files.readString(shown, StandardCharsets.ISO_8859_1);
        } catch (AccessDeniedException e) {
            return "";
        }
    }

    /** The processor time of the JVM so far. */
    public Duration processorTime() {
        return jvm().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private ProcessHandle jvm() {
        return process.children().findFirst().orElseThrow(() -> new AssertionError("the JVM has exited; see " + log));
    }

    /** All lines of JSON that the function wrote: its log and its metrics. */
    public List<JsonNode> lines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("{"))
                    .map(EventJson::object)
                    .toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
