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
import dev.renditions.support.SettingName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ffmpeg that was found and found fit. Immutable.
 *
 * @param locator where its processes come from
 * @param version what it says it is
 * @param abilities what it was built with
 * @param refused the sandboxes that were tried first, each with why it can't be had
 */
public record Engine(FfmpegLocator locator, FfmpegVersion version, FfmpegCapabilities abilities, List<String> refused) {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);
    private static final int VERSION_BYTES = 64 * 1024;
    private static final int CAUSE = 2000;
    private static final Set<String> ENCODERS = Set.of("libx264", "aac", "libmp3lame", "libopus", "mjpeg");

    /** What people ask for when they ask what a build can do. */
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
     * Finds it and asks what it is and can.
     *
     * @throws MediaException of kind ENGINE if there is none, it does not start, is unsafe or lacks an encoder
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
        // Asked too: it is the first that an upload is given to, and need not come with its neighbour.
        FfmpegVersion prober = version(locator, binaries.ffprobe());
        if (!settings.allowOld()) {
            version.requireSafe(binaries.ffmpeg());
            prober.requireSafe(binaries.ffprobe());
        }
        FfmpegCapabilities abilities = FfmpegCapabilities.of(locator);
        requireEncoders(binaries, abilities);
        Engine engine = new Engine(
                locator,
                version,
                abilities,
                found.refused().stream().map(SandboxFailure::sentence).toList());
        LOG.info("{}", engine.facts().sentence());
        found.warnings().forEach(LOG::warn);
        warnOfNone(settings.sandbox().choice(), locator.confinement());
        return engine;
    }

    private static void warnOfNone(SandboxChoice choice, Confinement confinement) {
        boolean linux = Platform.current().filter(Platform::linux).isPresent();
        if (linux && choice == SandboxChoice.AUTO && confinement.sandbox().kind() == SandboxChoice.NONE) {
            LOG.warn("ffmpeg runs in no sandbox: what takes it over has the files and the network of this user. Install"
                    + " bubblewrap or util-linux; to do without, set " + SettingName.JAIL + "=none");
        }
    }

    /** What runs, and how it is confined. */
    public EngineFacts facts() {
        Confinement confinement = locator.confinement();
        return new EngineFacts(
                version.engine(),
                locator.binaries().ffmpeg(),
                KNOWN.stream().filter(abilities.names()::contains).toList(),
                confinement.sandbox().kind(),
                confinement.sandbox().closesFiles(),
                confinement.sandbox().describe(),
                confinement.describeLimits(),
                refused);
    }

    /**
     * What one of the programs says it is.
     *
     * @throws MediaException of kind ENGINE if it does not start, or says nothing of the kind
     */
    static FfmpegVersion version(FfmpegLocator locator, Path program) {
        ConfinedProcess process = locator.unfed(program);
        process.addArgument("-version");
        CappedText printed = new CappedText(VERSION_BYTES);
        ConfinedProcess.Ended ended = process.run(VERSION_LIMIT, printed);
        String first = printed.text().lines().findFirst().orElse("");
        return FfmpegVersion.parse(first)
                .orElseThrow(() -> new MediaException(
                        Kind.ENGINE,
                        program + " does not say which ffmpeg it is (exit code " + ended.exitCode() + "): "
                                + cause(ended.stderr())));
    }

    /** All that it complained of, in one line. */
    private static String cause(String stderr) {
        String cause = stderr.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
        return cause.length() > CAUSE ? cause.substring(0, CAUSE) + "..." : cause;
    }

    /** Somebody else's build may leave out what its licence would not allow; without these hardly anything can be made. */
    private static void requireEncoders(FfmpegBinaries binaries, FfmpegCapabilities abilities) {
        Set<String> missing = new TreeSet<>(ENCODERS);
        missing.removeAll(abilities.names());
        if (!missing.isEmpty()) {
            throw new MediaException(
                    Kind.ENGINE,
                    binaries.ffmpeg() + " was built without " + missing + "; set " + SettingName.FFMPEG
                            + " to one that has" + " them, or leave it out");
        }
    }
}
