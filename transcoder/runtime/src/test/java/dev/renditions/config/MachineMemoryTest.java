package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.SourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that depend on the memory of a function or a container. */
class MachineMemoryTest {
    private static final long MIB = 1 << 20;
    private static final long HEAP = 384 * MIB;

    @TempDir
    private Path root;

    @Test
    void withoutLimitDefaultsAreTheUsualOnes() throws IOException {
        group("0::/", "sys/fs/cgroup/memory.max", "max");

        assertThat(memory(Map.of())).isEqualTo(MachineMemory.UNLIMITED);
        assertThat(MachineMemory.UNLIMITED.defaults()).isEmpty();
        assertThat(MachineMemory.of(Map.of(), root.resolve("elsewhere"))).isEqualTo(MachineMemory.UNLIMITED);
    }

    @ParameterizedTest(name = "a function of {0} MB: runs of {1} MiB, videos of {2} pixels, stills of {3}")
    @CsvSource({
        "1024,   448,   2796202,  20132659",
        "1536,   960,  25165824,  73819750",
        "2048,  1472,  47535445, 127506841",
        "3008,  2432,          , 228170137",
        "10240, 9664,          ,          ",
    })
    void limitsFollowTheFunction(String megabytes, long run, Long pixels, Long still) {
        Map<Setting, String> defaults =
                memory(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes)).defaults(HEAP);

        assertThat(defaults).containsEntry(Setting.MEMORY_LIMIT, String.valueOf(run * MIB));
        assertThat(defaults.get(Setting.MAX_PIXELS)).isEqualTo(pixels == null ? null : pixels.toString());
        assertThat(defaults.get(Setting.MAX_STILL_PIXELS)).isEqualTo(still == null ? null : still.toString());
    }

    @Test
    void limitOfAContainerApplies() throws IOException {
        group("0::/", "sys/fs/cgroup/memory.max", "2147483648\n");

        assertThat(memory(Map.of()).bytes()).hasValue(2048 * MIB);
    }

    @Test
    void limitOfAParentGroupApplies() throws IOException {
        group("0::/outer/inner", "sys/fs/cgroup/outer/inner/memory.max", "max\n");
        write("sys/fs/cgroup/outer/memory.max", "1073741824\n");

        assertThat(memory(Map.of()).bytes()).hasValue(1024 * MIB);
    }

    @Test
    void limitOfAVersionOneGroupApplies() throws IOException {
        group("9:cpu:/x\n4:memory:/docker/abc", "sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(memory(Map.of()).bytes()).hasValue(512 * MIB);
    }

    @Test
    void lowestOfSeveralLimitsApplies() throws IOException {
        group("0::/", "sys/fs/cgroup/memory.max", "2147483648\n");

        assertThat(memory(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024")).bytes())
                .hasValue(1024 * MIB);
    }

    @Test
    void explicitSettingsTakePrecedence() {
        MachineMemory memory = memory(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"));

        Settings settings = Settings.read(
                Map.of(), Map.of("RENDITIONS_MEMORY_LIMIT", "3g", "RENDITIONS_MAX_PIXELS", "4096x4096"), memory);

        assertThat(settings.sandbox().memoryBytes()).isEqualTo(3072 * MIB);
        assertThat(settings.limits().pixels()).isEqualTo(4096 * 4096);
        assertThat(settings.limits().stillPixels()).isLessThan(SourceLimits.DEFAULT.stillPixels());
    }

    @Test
    void limitIsNeverTooLowForFfmpegToStart() {
        Settings settings = Settings.read(Map.of(), Map.of(), memory(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")));

        assertThat(settings.sandbox().memoryBytes()).isEqualTo(256 * MIB);
        assertThat(settings.limits().pixels()).isPositive();
    }

    @Test
    void ignoresUnreadableLimits() {
        assertThat(memory(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "much"))).isEqualTo(MachineMemory.UNLIMITED);
        assertThatThrownBy(() -> Settings.read(
                        Map.of(),
                        Map.of("RENDITIONS_MAX_PIXELS", "0"),
                        memory(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"))))
                .isInstanceOf(SettingsException.class);
    }

    private MachineMemory memory(Map<String, String> environment) {
        return MachineMemory.of(environment, root);
    }

    private void group(String line, String file, String limit) throws IOException {
        write("proc/self/cgroup", line + "\n");
        write(file, limit);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }
}
