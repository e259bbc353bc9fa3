package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.config.Setting;
import dev.renditions.support.SettingName;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages that a function may log or return name no flags, because a function only has environment variables. */
final class SettingNamesTest {
    private static final Pattern FLAG = Pattern.compile(Stream.of(Setting.values())
            .map(setting -> Pattern.quote(setting.flag()))
            .collect(Collectors.joining("|", "(?:", ")(?![a-z-])")));

    @Test
    void classesOfFunctionsNameNoFlag() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("core", "ffmpeg", "s3", "http", "lambda", "server")) {
            Path classes = Checkout.path("transcoder")
                    .resolve(module)
                    .resolve("target")
                    .resolve("classes");
            try (Stream<Path> files = Files.walk(classes)) {
                List<Path> all =
                        files.filter(file -> file.toString().endsWith(".class")).toList();
                assertThat(all).as(module).isNotEmpty();
                for (Path file : all) {
                    flags(file).forEach(flag -> found.add(classes.relativize(file) + ": " + flag));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void flagsAreFound() throws IOException {
        Path own = Checkout.path("transcoder")
                .resolve("cli/target/test-classes/dev/renditions/SettingNamesTest$Offender.class");
        assertThat(flags(own)).containsExactly("--max-pixels");
    }

    @Test
    void settingNamesAreVariablesOfSettings() {
        for (SettingName name : SettingName.values()) {
            assertThat(name).hasToString(Setting.valueOf(name.name()).variable());
        }
    }

    /** The flags in a class file. ASCII text is stored there unchanged. */
    private static List<String> flags(Path file) throws IOException {
        return FLAG.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** An offender: names a flag within a message. */
    static final class Offender {
        static String message(int limit) {
            return "the limit is " + limit + " (--max-pixels), not --max-pixels-of-others";
        }
    }
}
