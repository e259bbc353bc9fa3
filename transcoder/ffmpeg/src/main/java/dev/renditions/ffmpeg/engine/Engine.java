package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxFailure;
import dev.renditions.ffmpeg.sandbox.SandboxTools;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.index.ContentHash;
import dev.renditions.support.SettingName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ffmpeg that was found and passed the checks. Immutable.
 *
 * @param locator creates its processes
 * @param version the version that it reports
 * @param capabilities what it was built with
 * @param refused the better sandboxes that were tried first, each with the reason why it is unavailable
 */
public record Engine(
        FfmpegLocator locator, FfmpegVersion version, FfmpegCapabilities capabilities, List<String> refused) {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);
    private static final int VERSION_BYTES = 64 * 1024;
    private static final int CAUSE = 2000;
    private static final int BUILD_DIGITS = 12;
    private static final Set<String> ENCODERS = Set.of("libx264", "aac", "libmp3lame", "libopus", "mjpeg");

    /** The encoders whose presence is reported to users. */
    private static final List<String> KNOWN = List.of(
            "libx264",
            "libx265",
            "libsvtav1",
            "libaom-av1",
            "libvpx-vp9",
            "aac",
            "libmp3lame",
            "libopus",
            "mjpeg",
            "libwebp",
            "libwebp_anim");

    /**
     * Finds ffmpeg, chooses its sandbox and checks its version and its encoders.
     *
     * @throws MediaException of kind ENGINE if it is not found, does not start, has a known vulnerability or lacks an encoder
     */
    public static Engine start(FfmpegSettings settings) {
        FfmpegBinaries binaries = FfmpegBinaries.find(settings.program(), settings.cache(), settings.paths());
        SandboxTrial.Found found = SandboxTrial.of(
                binaries,
                settings.sandbox(),
                SandboxTools.ofSystem(),
                new LauncherFile(settings.cache(), settings.paths()));
        FfmpegLocator locator = found.locator();
        FfmpegVersion version = found.version();
        // Checked too: ffprobe reads an upload first, and may be of another version than the ffmpeg beside it.
        FfmpegVersion ffprobe = version(locator, binaries.ffprobe());
        if (!settings.allowOld()) {
            version.requireSafe(binaries.ffmpeg());
            ffprobe.requireSafe(binaries.ffprobe());
        }
        FfmpegCapabilities capabilities = FfmpegCapabilities.of(locator);
        requireEncoders(binaries, capabilities);
        Engine engine = new Engine(
                locator,
                version,
                capabilities,
                found.refused().stream().map(SandboxFailure::sentence).toList());
        LOG.info("{}", engine.facts().sentence());
        found.warnings().forEach(LOG::warn);
        warnWithoutSandbox(settings.sandbox().choice(), locator.confinement());
        return engine;
    }

    private static void warnWithoutSandbox(SandboxChoice choice, Confinement confinement) {
        boolean linux = Platform.current().filter(Platform::linux).isPresent();
        if (linux && choice == SandboxChoice.AUTO && confinement.sandbox().kind() == SandboxChoice.NONE) {
            LOG.warn(
                    "ffmpeg runs without a sandbox: a source that exploits a vulnerability in it reaches the files and the"
                            + " network of this user. Install bubblewrap or util-linux; to accept this, set "
                            + SettingName.JAIL + "=none");
        }
    }

    /**
     * Identifies the build: the reported version, and a digest of the names of its encoders and filters, since builds of one
     * version differ in their libraries.
     */
    public String build() {
        String names = String.join(" ", new TreeSet<>(capabilities.names()));
        String digest = ContentHash.of(names.getBytes(StandardCharsets.UTF_8)).hex();
        return "ffmpeg " + version.text() + " " + digest.substring(0, BUILD_DIGITS);
    }

    /** For users: which ffmpeg runs, and in which sandbox. */
    public EngineFacts facts() {
        Confinement confinement = locator.confinement();
        return new EngineFacts(
                version.engine(),
                locator.binaries().ffmpeg(),
                KNOWN.stream().filter(capabilities.names()::contains).toList(),
                confinement.sandbox().kind(),
                confinement.sandbox().restrictsFiles(),
                confinement.sandbox().describe(),
                confinement.describeLimits(),
                refused);
    }

    /**
     * The version that one of the programs reports.
     *
     * @throws MediaException of kind ENGINE if it does not start, or prints something else
     */
    static FfmpegVersion version(FfmpegLocator locator, Path program) {
        ConfinedProcess process = locator.withoutMedia(program);
        process.addArgument("-version");
        CappedText printed = new CappedText(VERSION_BYTES);
        ConfinedProcess.Ended ended = process.run(VERSION_LIMIT, printed);
        String first = printed.text().lines().findFirst().orElse("");
        return FfmpegVersion.parse(first)
                .orElseThrow(() -> new MediaException(
                        Kind.ENGINE,
                        program + " does not report its version (exit code " + ended.exitCode() + "): "
                                + cause(ended.stderr())));
    }

    /** All errors that it logged, in one line. */
    private static String cause(String stderr) {
        String cause = stderr.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
        return cause.length() > CAUSE ? cause.substring(0, CAUSE) + "..." : cause;
    }

    /** A configured build may lack encoders, because of their licenses; without these hardly any profile can be made. */
    private static void requireEncoders(FfmpegBinaries binaries, FfmpegCapabilities capabilities) {
        Set<String> missing = new TreeSet<>(ENCODERS);
        missing.removeAll(capabilities.names());
        if (!missing.isEmpty()) {
            throw new MediaException(
                    Kind.ENGINE,
                    binaries.ffmpeg() + " was built without " + missing + "; set " + SettingName.FFMPEG
                            + " to a build that has them, or unset it to use the bundled ffmpeg");
        }
    }
}
