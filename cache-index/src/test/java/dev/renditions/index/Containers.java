package dev.renditions.index;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Whether containers can be had on this machine: asked once for each image, since a registry that is away answers slowly. */
public final class Containers {
    private static final Map<String, Optional<String>> ANSWERS = new ConcurrentHashMap<>();

    private Containers() {}

    /** Why there can be no container of an image; empty if there can. */
    public static Optional<String> whyNot(String image) {
        return ANSWERS.computeIfAbsent(image, Containers::ask);
    }

    private static Optional<String> ask(String image) {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("no Docker answers on this machine");
            }
            new RemoteDockerImage(DockerImageName.parse(image)).get();
            return Optional.empty();
        } catch (ContainerFetchException e) {
            return Optional.of("Docker can't get an image that " + image + " needs: " + e.getMessage());
        }
    }
}
