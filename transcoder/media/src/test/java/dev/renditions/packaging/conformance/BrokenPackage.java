package dev.renditions.packaging.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package with one text changed. */
public final class BrokenPackage {
    private BrokenPackage() {}

    /** Changes a text of a package, and fails unless the rule is found to be broken. */
    public static void assertBreaks(
            String rule, Path folder, String file, String pattern, String replacement, Duration segment)
            throws IOException {
        Path changed = folder.resolve(file);
        String before = Files.readString(changed);
        Matcher matcher = Pattern.compile(pattern).matcher(before);
        assertThat(matcher.find()).as("%s in %s", pattern, before).isTrue();
        String after = matcher.replaceFirst(replacement.replace("\\n", "\n"));
        assertThat(after).isNotEqualTo(before);
        Files.writeString(changed, after);

        assertThat(Conformance.violations(folder, segment))
                .anySatisfy(violation -> assertThat(violation).startsWith(rule + ": "));
    }
}
