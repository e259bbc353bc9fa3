package dev.renditions.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The upload function as a process. Reads the event from standard input, and writes the answer to a file. */
public final class FunctionMain {
    private FunctionMain() {}

    public static void main(String[] arguments) throws IOException {
        try (OutputStream answer = Files.newOutputStream(Path.of(arguments[0]))) {
            new UploadHandler().handleRequest(System.in, answer, new FakeContext(Duration.ofMinutes(5)));
        }
    }
}
