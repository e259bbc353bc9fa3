package dev.renditions.directory;

import static dev.renditions.testing.SampleRendition.KEY;

import dev.renditions.files.StoreReaders;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program that reads and writes a store that may belong to another user. */
final class StoreAccessProgram {
    private StoreAccessProgram() {}

    /**
     * Prints the result of each step, or its error.
     *
     * @param arguments the folder of the store, and the readers of published renditions
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        StoreReaders readers = StoreReaders.valueOf(arguments[1]);
        SampleRendition rendition = SampleRendition.of(KEY, "second", Files.createTempDirectory("job-"));
        try (DirectoryStore store = new DirectoryStore(root, readers);
                DirectoryLeases leases = new DirectoryLeases(root, readers)) {
            say("found", () -> store.find(KEY).isPresent());
            say(
                    "published",
                    () -> store.publish(rendition.manifest(), rendition.folder())
                            .ours());
            say("taken", () -> leases.tryTake(KEY, Duration.ofMinutes(1)).isPresent());
        }
    }

    private interface Step {
        boolean done();
    }

    private static void say(String what, Step step) {
        String outcome;
        try {
            outcome = String.valueOf(step.done());
        } catch (RuntimeException e) {
            outcome = e.getMessage();
        }
        System.out.println(what + ": " + outcome);
    }
}
