package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.Invoked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample event is supported by one of the functions. */
final class SampleEventsTest extends RequestScene {
    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsSupported(String name) {
        List.of("café + crème.mp4", "chord.opus", "video-720p.mp4", "video-1080p.mp4")
                .forEach(key -> upload(key, key));
        RequestStreamHandler handler = handler(name, parts(), handler());
        assertThatCode(() -> Invoked.with(handler, Events.sampleText(name))).doesNotThrowAnyException();
    }

    @Test
    void everyKindOfEventHasASample() throws IOException {
        assertThat(samples())
                .contains("s3-put.json", "s3-removed.json", "s3-test-event.json")
                .contains("sqs-uploads.json", "sqs-removed.json")
                .contains("eventbridge-created.json", "eventbridge-deleted.json")
                .contains("batch-v1.json", "batch-v2.json", "direct.json", "function-url-get.json");
    }

    private static RequestStreamHandler handler(String name, FunctionContext parts, RequestHandler requests) {
        return switch (handler(name)) {
            case "BackfillHandler" -> new BackfillHandler(() -> parts);
            case "RemovalHandler" -> new RemovalHandler(() -> parts);
            case "RequestHandler" -> requests;
            default -> new UploadHandler(() -> parts);
        };
    }

    /** The handler that a sample is for. */
    static String handler(String name) {
        if (name.startsWith("batch-")) {
            return "BackfillHandler";
        }
        if (name.startsWith("function-url-")) {
            return "RequestHandler";
        }
        return name.contains("removed") || name.contains("deleted") ? "RemovalHandler" : "UploadHandler";
    }

    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(Events.FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
