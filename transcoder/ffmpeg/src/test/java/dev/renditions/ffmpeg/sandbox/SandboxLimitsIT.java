package dev.renditions.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.command.Commands;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RunSettings;
import dev.renditions.ffmpeg.engine.Engine;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.engine.FfmpegCapabilities;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.engine.FfmpegVersion;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.limits.InheritedLimits;
import dev.renditions.ffmpeg.sandbox.limits.LimitValues;
import dev.renditions.ffmpeg.sandbox.limits.Prlimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits on the processor time and the files of a program, with and without a sandbox. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sandboxes exist only on Linux")
@Timeout(120)
class SandboxLimitsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path job;

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV", "NONE"})
    void unwatchedRunEndsAtItsLimitOfProcessorTime(SandboxChoice sandbox) throws Exception {
        Confinement confinement = SandboxedPrograms.bundled(sandbox).confinement();
        assumeThat(confinement.limits()).as("prlimit").isPresent();
        Prlimit all = (Prlimit) confinement.limits().orElseThrow();
        Prlimit one = new Prlimit(
                all.program(), new LimitValues(all.values().memoryBytes(), 1, new InheritedLimits(Map.of())));
        FfmpegLocator locator = SandboxedPrograms.script(sandbox, job, "while :; do :; done");
        // The limit on elapsed time is enforced by our own code, which is bypassed here.
        List<String> command = new Confinement(locator.confinement().sandbox(), Optional.of(one))
                .wrap(List.of(locator.getExecutablePath()), FileAccess.writing(job, 0), Duration.ZERO);

        Process process = new ProcessBuilder(command).directory(job.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV", "NONE"})
    void filesEndAtTheirLimit(SandboxChoice sandbox) throws IOException {
        FfmpegLocator locator = SandboxedPrograms.script(sandbox, job, "head -c 100000 /dev/zero > big; exit $?");
        assumeThat(locator.confinement().limits()).as("prlimit").isPresent();

        ConfinedProcess.Ended ended =
                locator.ffmpeg(FileAccess.writing(job, 5000)).run(LONG, new CappedText(100));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(job.resolve("big")).hasSize(5000);
    }

    /** A source of unknown duration has no other cap. ffmpeg would stop at it; the script does not. */
    @Test
    void outputsOfUnknownDurationEndAtTheLimitOfAllOutputs() throws IOException {
        FfmpegLocator locator =
                SandboxedPrograms.script(SandboxChoice.NONE, job, "head -c 40000000 /dev/zero > big; exit $?");
        assumeThat(locator.confinement().limits()).as("prlimit").isPresent();
        SourceLimits usual = SourceLimits.DEFAULT;
        SourceLimits small =
                new SourceLimits(usual.bytes(), usual.pixels(), usual.duration(), usual.streams(), 5000, 0);
        Engine engine = new Engine(
                locator, new FfmpegVersion("8.1.2", Optional.empty()), new FfmpegCapabilities(Set.of()), List.of());
        OutputCap cap = OutputCap.of(Plans.audio(0).sound(), Optional.empty());
        Files.write(job.resolve("source"), new byte[100]);

        ConfinedProcess.Ended ended = new Ffmpeg(engine, small, 1)
                .runUnchecked(
                        Commands.of(
                                job.resolve("source"),
                                List.of(job),
                                RunSettings.of(1, small, job.resolve("source")),
                                FfmpegOutput.file(Options.NONE, cap, Options.NONE, job.resolve("out"))),
                        LONG,
                        new CappedText(100));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(Files.size(job.resolve("big"))).isBetween(16L << 20, 17L << 20);
    }
}
