package dev.renditions.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No shipped library has a published vulnerability in the available database. */
final class KnownVulnerabilitiesIT {
    private static final Path COMMAND_LINE = Checkout.path("transcoder", "cli", "target");
    private static final Path FUNCTIONS = Checkout.path("transcoder", "lambda", "target");
    private static final Path REPORT = COMMAND_LINE.resolve("vulnerabilities.txt");
    private static final Path EXCEPTIONS = Checkout.path(".ci", "vulnerability-exceptions");
    private static final Duration OLD = Duration.ofDays(30);

    private static Map<String, String> shipped;

    @BeforeAll
    static void readBom() throws IOException {
        shipped = new TreeMap<>();
        for (Path target : List.of(COMMAND_LINE, FUNCTIONS)) {
            Path bom = target.resolve("bom.json");
            assumeTrue(Files.exists(bom), "no bill of materials: Maven does not write it offline (-o)");
            for (JsonNode component : new ObjectMapper().readTree(bom.toFile()).path("components")) {
                shipped.put(
                        component.path("group").asText() + ":"
                                + component.path("name").asText(),
                        component.path("version").asText());
            }
        }
    }

    @Test
    void everyShippedLibraryIsInTheBom() throws IOException {
        assertThat(shipped)
                .hasSizeGreaterThan(50)
                .containsKeys(
                        "com.fasterxml.jackson.core:jackson-databind",
                        "com.amazonaws:elasticache-java-cluster-client",
                        "org.bytedeco:ffmpeg",
                        "org.eclipse.jetty:jetty-server",
                        "software.amazon.awssdk:s3");
        assertThat(shipped)
                .doesNotContainKeys(
                        "org.junit.jupiter:junit-jupiter",
                        "org.assertj:assertj-core",
                        "dev.renditions:transcoder-ffmpeg-patch");
        assertThat(jars(COMMAND_LINE.resolve("lib"))).isNotEmpty().allSatisfy(KnownVulnerabilitiesIT::assertInBom);
        assertThat(jars(FUNCTIONS.resolve("function").resolve("lib")))
                .isNotEmpty()
                .allSatisfy(KnownVulnerabilitiesIT::assertInBom);
    }

    private static List<String> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void assertInBom(String jar) {
        assertThat(shipped.entrySet().stream()
                        .map(library -> library.getKey().replaceFirst(".*:", "") + "-" + library.getValue()))
                .anyMatch(jar::startsWith);
    }

    @Test
    void noShippedLibraryHasAKnownVulnerability() throws IOException {
        String jar = System.getProperty("advisories", "");
        assumeTrue(!jar.isEmpty(), "no advisory database: set its jar with -Dadvisories, as .ci/run does");
        Advisories advisories = Advisories.in(Path.of(jar));
        VulnerabilityExceptions exceptions = VulnerabilityExceptions.in(EXCEPTIONS);
        List<Advisory> found = new ArrayList<>();
        shipped.forEach((artifact, version) -> found.addAll(advisories.of(artifact, version)));
        report(advisories, found);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(found.stream().filter(advisory -> !exceptions.allow(advisory, today)))
                .as("update the libraries, or see .ci/vulnerability-exceptions")
                .isEmpty();
        assertThat(exceptions.unused(found))
                .as("exceptions that are no longer needed")
                .isEmpty();
    }

    /** Writes the report. Checks the database first, because an empty one would pass everything. */
    private static void report(Advisories advisories, List<Advisory> found) throws IOException {
        assertThat(advisories.all()).hasSizeGreaterThan(5_000);
        assertThat(advisories.of("org.apache.logging.log4j:log4j-core", "2.14.1"))
                .extracting(Advisory::id)
                .contains("CVE-2021-44228");
        Duration age = Duration.between(advisories.newest(), Instant.now());
        String warning = age.compareTo(OLD) > 0
                ? "; it is " + age.toDays() + " days old, and does NOT know later vulnerabilities"
                : "";
        Files.writeString(
                REPORT,
                "%d libraries, %d known vulnerabilities, by %d advisories up to %s%s%n"
                        .formatted(
                                shipped.size(),
                                found.size(),
                                advisories.all().size(),
                                advisories.newest().atZone(ZoneOffset.UTC).toLocalDate(),
                                warning));
    }
}
