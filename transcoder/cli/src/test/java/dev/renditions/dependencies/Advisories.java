package dev.renditions.dependencies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Published vulnerabilities of Maven libraries from the GitHub Advisory Database (CC BY 4.0). They are read from the
 * jar of OpenRewrite's security recipes, which is in the Maven registry, so that no other service is needed. The code
 * of the jar is not run.
 */
record Advisories(List<Advisory> all) {
    private static final String FILE = "advisories-maven.csv";

    /** Reads the advisories from the jar. */
    static Advisories in(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(FILE);
            if (entry == null) {
                throw new IOException(FILE + " not found in " + jar);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Parses comma-separated values with optional quotation marks. */
    static Advisories parse(String csv) {
        List<Advisory> all = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                // Two quotation marks within a quoted text are one.
                boolean doubled = quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
                if (doubled) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                fields.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    all.add(Advisory.of(fields));
                    fields.clear();
                }
            } else if (c != '\r') {
                field.append(c);
            }
        }
        return new Advisories(List.copyOf(all));
    }

    /** When the newest advisory was published. Later vulnerabilities are unknown. */
    Instant newest() {
        return all.stream().map(Advisory::published).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** The advisories that affect a version of a library. */
    List<Advisory> of(String artifact, String version) {
        return all.stream()
                .filter(advisory -> advisory.artifact().equals(artifact) && advisory.affects(version))
                .toList();
    }
}
