package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.FunctionMain;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@link FunctionMain} with the packaged libraries instead of those of the tests: its logging differs. */
public final class FunctionProcess implements AutoCloseable {
    private static final Path TARGET = Path.of("target");

    private final Path out;
    private final Path answer;
    private final Process process;

    public FunctionProcess(Path folder, Map<String, String> environment, String event) throws IOException {
        this.out = folder.resolve("out");
        this.answer = folder.resolve("answer");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        classpath(),
                        FunctionMain.class.getName(),
                        answer.toString())
                .redirectInput(Files.writeString(folder.resolve("event"), event).toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RENDITIONS_"));
        // Lambda sets these, and the metrics use them.
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "uploads");
        builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** The package, the test class that starts it, and ffmpeg, which a function has from its layer. */
    private static String classpath() {
        return Stream.concat(
                        Stream.of(
                                TARGET.resolve("classes").toString(),
                                TARGET.resolve("test-classes").toString(),
                                TARGET.resolve("function")
                                        .resolve("lib")
                                        .resolve("*")
                                        .toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(l -> l.matches(".*[/\\\\]ffmpeg-\\d[^/\\\\]*\\.jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Waits for the process to exit, and returns its answer. */
    public JsonNode answer() throws IOException, InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(
                    "the process failed: " + Files.readString(out) + Files.readString(out.resolveSibling("err")));
        }
        return EventJson.object(Files.readString(answer));
    }

    /** All lines of standard output. */
    public List<JsonNode> lines() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8)
                .lines()
                .map(EventJson::object)
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
