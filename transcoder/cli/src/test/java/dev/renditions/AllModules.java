package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The main classes of all modules, including the functions, which are not on the class path of this module. */
final class AllModules implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
        try (Stream<Path> modules = Files.list(Checkout.path("transcoder"))) {
            List<Path> folders = Stream.concat(
                            Stream.of(Checkout.path("cache-index")),
                            modules.filter(module -> Files.exists(module.resolve("pom.xml"))))
                    .map(module -> module.resolve("target").resolve("classes"))
                    .toList();
            assertThat(folders)
                    .as("modules, all of them built")
                    .hasSize(12)
                    .allSatisfy(folder -> assertThat(folder).isDirectory());
            return folders.stream().map(Location::of).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
