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
 * The published vulnerabilities of Maven's libraries, as the GitHub Advisory Database has them (CC BY 4.0). They come from
 * Maven's own registry, in the jar of OpenRewrite's security recipes, so nothing else has to be reached; none of the jar's
 * code is run.
 */
record Advisories(List<Advisory> all) {
    private static final String FILE = "advisories-maven.csv";

    /** Reads them from the jar. */
    static Advisories in(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(FILE);
            if (entry == null) {
                throw new IOException("there is no " + FILE + " in " + jar);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Reads them from comma-separated values, in which texts may stand in quotation marks. */
    static Advisories parse(String csv) {
        List<Advisory> all = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                // Two of them within a text stand for one.
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

    /** When the newest of them was published: later vulnerabilities are not known. */
    Instant newest() {
        return all.stream().map(Advisory::published).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** Those that a version of a library has. */
    List<Advisory> of(String artifact, String version) {
        return all.stream()
                .filter(advisory -> advisory.artifact().equals(artifact) && advisory.affects(version))
                .toList();
    }
}
