package dev.renditions.index;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * Whether containers are available on this machine. Checked once for each image, since an unreachable registry answers
 * slowly.
 */
public final class Containers {
    private static final Map<String, Optional<String>> ANSWERS = new ConcurrentHashMap<>();

    private Containers() {}

    /** Why containers of an image are unavailable; empty if they are available. */
    public static Optional<String> whyNot(String image) {
        return ANSWERS.computeIfAbsent(image, Containers::ask);
    }

    private static Optional<String> ask(String image) {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("Docker is not available on this machine");
            }
            new RemoteDockerImage(DockerImageName.parse(image)).get();
            return Optional.empty();
        } catch (ContainerFetchException e) {
            return Optional.of("Docker failed to pull " + image + ": " + e.getMessage());
        }
    }
}
