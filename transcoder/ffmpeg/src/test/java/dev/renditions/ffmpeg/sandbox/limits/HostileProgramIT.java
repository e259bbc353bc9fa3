package dev.renditions.ffmpeg.sandbox.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.HostileMode;
import dev.renditions.ffmpeg.LocalSockets;
import dev.renditions.ffmpeg.SandboxTable;
import dev.renditions.ffmpeg.process.HostileParent;
import dev.renditions.ffmpeg.sandbox.HostilePrograms;
import dev.renditions.ffmpeg.sandbox.LauncherSandbox;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.testing.CanaryServer;
import dev.renditions.testing.Skip;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a program in place of ffmpeg reaches in each sandbox, as root and as another user, is what docs/security.md lists. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sandboxes exist only on Linux")
@Timeout(180)
class HostileProgramIT {
    private static final Logger LOG = LoggerFactory.getLogger(HostileProgramIT.class);
    private static final int NOBODY = 65534;
    private static final Pattern ATTEMPT = Pattern.compile("(reached|refused) ([\\w-]+)(: .*)?");

    /** What was reached, by column of the table, in the order of the columns. */
    private static final Map<String, Map<String, Boolean>> REACHED = new TreeMap<>();

    @TempDir
    private static Path shared;

    private static Path program;

    @TempDir
    private Path folder;

    private final String secret = "secret-" + UUID.randomUUID();

    @BeforeAll
    static void compile() throws Exception {
        program = HostilePrograms.compile(shared);
    }

    @AfterAll
    static void print() {
        REACHED.forEach((column, attempts) -> LOG.warn(
                "{} reaches {}",
                column,
                attempts.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList()));
        LOG.warn("what a hostile program reaches:\n{}", SandboxTable.of(REACHED));
    }

    @BeforeEach
    void createFiles() throws IOException {
        for (String name : List.of("home", "other", "store", "job", "outside", "programs")) {
            Files.createDirectory(folder.resolve(name));
        }
        for (String name : List.of("home/canary", "home/old", "other/source", "store/rendition", "source")) {
            Files.writeString(folder.resolve(name), "a canary");
        }
        for (String name : List.of("ffmpeg", "ffprobe")) {
            Files.copy(program, folder.resolve("programs").resolve(name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, true",
        "NONE, false",
        "SECCOMP_WITHOUT_LANDLOCK, true",
        "SECCOMP_WITHOUT_LANDLOCK, false",
        "SECCOMP, true",
        "SECCOMP, false",
        "SETPRIV, true",
        "SETPRIV, false",
        "UNSHARE, true",
        "UNSHARE, false",
        "BUBBLEWRAP, true",
        "BUBBLEWRAP, false"
    })
    void hostileProgramReachesWhatTheTableSays(HostileMode mode, boolean administrator) throws Exception {
        if (administrator && !FileAccess.isRoot()) {
            Skip.test("what the administrator's programs reach is tried by the administrator alone");
        }
        String printed;
        try (MemcachedServer memcached = MemcachedServer.startOrSkip();
                CanaryServer http = new CanaryServer();
                LocalSockets sockets = new LocalSockets(program, folder)) {
            printed = run(
                    mode,
                    administrator,
                    List.of(
                            "secret=" + secret,
                            "source=" + folder.resolve("source"),
                            "own=" + folder.resolve("job/output"),
                            "link=" + folder.resolve("job/link"),
                            "old=" + folder.resolve("home/old"),
                            "folder=" + folder.resolve("job/folder"),
                            "fifo=" + folder.resolve("job/fifo"),
                            "big=" + folder.resolve("job/big"),
                            "home=" + folder.resolve("home/canary"),
                            "job=" + folder.resolve("other/source"),
                            "store=" + folder.resolve("store/rendition"),
                            "elsewhere=" + folder.resolve("outside/planted"),
                            "memcached=" + memcached.port(),
                            "http=" + http.url().replaceAll(".*:(\\d+)/.*", "$1"),
                            "udp=" + sockets.udpPort(),
                            "unix=" + sockets.file(),
                            "abstract=" + sockets.name(),
                            "memory=" + (SandboxSettings.DEFAULT.memoryBytes() + (1L << 30)),
                            "size=" + (2 << 20)));
        }
        Map<String, Boolean> attempts = new TreeMap<>();
        printed.lines()
                .map(ATTEMPT::matcher)
                .filter(line -> line.matches())
                .forEach(line -> attempts.put(line.group(2), line.group(1).equals("reached")));
        REACHED.put(SandboxTable.column(mode, administrator), attempts);

        assertThat(attempts).as(printed).isEqualTo(SandboxTable.documented(mode, administrator));
    }

    private String run(HostileMode mode, boolean administrator, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        List<String> classpath = classpath(administrator);
        if (!administrator && FileAccess.isRoot()) {
            changeOwner(folder);
            command.addAll(List.of("setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY, "--clear-groups"));
            command.addAll(List.of("--inh-caps=-all", "--"));
        }
        if (!mode.landlock()) {
            command.addAll(HostilePrograms.onKernel(folder.resolve("programs/ffmpeg"), 0));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                String.join(File.pathSeparator, classpath),
                HostileParent.class.getName(),
                mode.choice().name(),
                folder.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_SECRET_ACCESS_KEY", secret);
        builder.environment().put("HOME", folder.resolve("home").toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).as("what the parent printed").contains("ended Ended[exitCode=0");
        if (!mode.landlock()) {
            assertThat(printed)
                    .as("what is logged")
                    .contains(LauncherSandbox.OPEN_FILES, "renditions: landlock refused", "use a kernel");
        }
        return printed;
    }

    /** The classpath of the parent, copied to where another user can read it. */
    private List<String> classpath(boolean administrator) throws IOException {
        List<Path> needed = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> Files.isDirectory(path)
                        || path.getFileName()
                                .toString()
                                .matches("(transcoder|cache-index|jave-core|slf4j-|awaitility|hamcrest|jspecify).*"))
                .filter(Files::exists)
                .toList();
        if (administrator || !FileAccess.isRoot()) {
            return needed.stream().map(Path::toString).toList();
        }
        List<String> copies = new ArrayList<>();
        for (Path path : needed) {
            copies.add(copy(path, "classpath-" + copies.size() + "-" + path.getFileName())
                    .toString());
        }
        return copies;
    }

    private Path copy(Path from, String name) throws IOException {
        Path copies = Files.createDirectories(shared.resolve("copies"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path to = copies.resolve(name);
        if (Files.notExists(to)) {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path path : all.toList()) {
                    Path copy = to.resolve(from.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(path, copy);
                    }
                }
            }
        }
        return to;
    }

    private static void changeOwner(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY);
                Files.setAttribute(path, "unix:gid", NOBODY);
            }
        }
    }
}
