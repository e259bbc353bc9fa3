package dev.renditions.oracle;

import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import dev.renditions.testing.RealService;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The whole product: takes files and returns what was published. Thread-safe. */
final class Service implements AutoCloseable {
    private static final Duration ENCODE_LIMIT = Duration.ofSeconds(60);

    private final RealService service;
    private final ProfileCatalog profiles = profiles();

    /** Opens the service with its store in an empty folder. */
    Service(Path folder) {
        this.service = RealService.in(folder, ENCODE_LIMIT, 1);
    }

    /** The result for a file under the profile of each kind. */
    Map<Kind, Rendered> render(Path file, Collection<Kind> kinds) {
        List<Kind> order = List.copyOf(kinds);
        List<Profile> wanted = order.stream()
                .map(kind -> profiles.find(kind.profile()).orElseThrow())
                .toList();
        List<RenditionResult> results = service.render(file, wanted);
        Map<Kind, Rendered> rendered = new EnumMap<>(Kind.class);
        for (int i = 0; i < order.size(); i++) {
            rendered.put(order.get(i), Rendered.of(results.get(i)));
        }
        return rendered;
    }

    /** The result for a file under one profile. */
    Rendered render(Path file, String profile) {
        return Rendered.of(service.render(file, List.of(profiles.find(profile).orElseThrow()))
                .get(0));
    }

    private static ProfileCatalog profiles() {
        try {
            return ProfileFile.read(Path.of(Objects.requireNonNull(Service.class.getResource("profiles.json"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
