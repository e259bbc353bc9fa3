package dev.renditions.testing;

import dev.renditions.index.Containers;
import java.net.URI;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * LocalStack in a container: a second S3 API, in case the other emulator has bugs, and queues and events. One instance
 * for all tests of a run.
 */
public final class LocalStack {
    private static final String IMAGE = "localstack/localstack:4.14.0";
    private static final int PORT = 4566;
    private static S3Endpoint shared;

    private LocalStack() {}

    /** The endpoint of the shared instance; skips the test if containers are not available. */
    public static synchronized S3Endpoint shared() {
        Containers.whyNot(IMAGE).ifPresent(reason -> Skip.test("LocalStack is not available: " + reason));
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static S3Endpoint start() {
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withEnv("SERVICES", "s3,sqs,events")
                .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/_localstack/health").forPort(PORT))
                .withStartupTimeout(Duration.ofMinutes(2));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new S3Endpoint(URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT)));
    }
}
