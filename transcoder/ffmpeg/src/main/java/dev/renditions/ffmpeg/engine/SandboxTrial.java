package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.Sandbox;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxFailure;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.ffmpeg.sandbox.SandboxTools;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.ffmpeg.sandbox.limits.LimitTool;
import dev.renditions.support.SettingName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the best sandbox by running ffmpeg in one after another: whether a tool works depends on the kernel, the container
 * and the user, so it has to be tried.
 */
public final class SandboxTrial {
    /**
     * The best sandbox that works.
     *
     * @param locator runs the programs in the sandbox
     * @param version the version that ffmpeg reports there
     * @param refused better sandboxes, each with the reason why it does not work
     */
    public record Found(FfmpegLocator locator, FfmpegVersion version, List<SandboxFailure> refused) {
        /**
         * One sentence for each better sandbox that is installed and does not work, and for limits that can't be set: what
         * was tried, its error, what to do.
         */
        public List<String> warnings() {
            Confinement inForce = locator.confinement();
            Map<String, String> warnings = new LinkedHashMap<>();
            for (SandboxFailure refusal : refused) {
                if (!refusal.confinement().limits().equals(inForce.limits())) {
                    warnings.putIfAbsent("limits", limits(refusal));
                } else if (!refusal.sandbox()
                        .describe()
                        .equals(inForce.sandbox().describe())) {
                    warnings.putIfAbsent(
                            refusal.sandbox().kind() + refusal.error(), better(refusal, inForce.sandbox()));
                }
            }
            return List.copyOf(warnings.values());
        }

        private String limits(SandboxFailure refusal) {
            return "the usual limits can't be set, so they are '"
                    + locator.confinement().describeLimits() + "': " + refusal.sentence();
        }

        private static String better(SandboxFailure refusal, Sandbox inForce) {
            String word = inForce.kind().word();
            String accept = refusal.sandbox().kind() == inForce.kind()
                    ? ""
                    : "; to keep '" + word + "', set " + SettingName.JAIL + "=" + word;
            return "a better sandbox is installed and does not work, so ffmpeg runs in '" + word + "' ("
                    + inForce.describe() + "): " + refusal.sentence() + ". To use it, " + refusal.advice() + accept;
        }
    }

    private SandboxTrial() {}

    /**
     * Tries the sandboxes, the best first.
     *
     * @param launcher our launcher program, which some sandboxes need
     * @throws MediaException of kind ENGINE if ffmpeg does not start at all, or the required sandbox does not work
     */
    public static Found of(
            FfmpegBinaries binaries, SandboxSettings settings, SandboxTools tools, LauncherFile launcher) {
        Set<SandboxFailure> refused = new LinkedHashSet<>();
        for (Optional<LimitTool> limits : withAndWithout(tools.limits(settings.memoryBytes()))) {
            Iterator<Sandbox> sandboxes =
                    tools.sandboxes(settings.choice(), binaries, launcher).iterator();
            while (sandboxes.hasNext()) {
                Sandbox sandbox = sandboxes.next();
                Confinement confinement = new Confinement(sandbox, limits);
                FfmpegLocator locator = new FfmpegLocator(binaries, confinement);
                try {
                    FfmpegVersion version = Engine.version(locator, binaries.ffmpeg());
                    return new Found(locator, version, List.copyOf(refused));
                } catch (MediaException e) {
                    if (e.kind() == MediaException.Kind.TIME) {
                        throw e; // It hangs, and would hang in the next sandbox too.
                    }
                    refused.add(new SandboxFailure(confinement, String.valueOf(e.getMessage())));
                }
            }
        }
        // The cause may be ffmpeg itself; then this reports it.
        FfmpegLocator unconfined = new FfmpegLocator(binaries, Confinement.NONE);
        FfmpegVersion version = Engine.version(unconfined, binaries.ffmpeg());
        if (settings.choice().required()) {
            throw new MediaException(MediaException.Kind.ENGINE, refusal(settings.choice(), refused));
        }
        return new Found(unconfined, version, List.copyOf(refused));
    }

    private static List<Optional<LimitTool>> withAndWithout(List<LimitTool> tools) {
        List<Optional<LimitTool>> all = new ArrayList<>();
        tools.forEach(tool -> all.add(Optional.of(tool)));
        all.add(Optional.empty());
        return all;
    }

    private static String refusal(SandboxChoice choice, Set<SandboxFailure> refused) {
        String why = refused.isEmpty()
                ? "its programs are not installed"
                : refused.stream().map(SandboxFailure::sentence).collect(Collectors.joining("; "));
        return "ffmpeg can't run in the required sandbox '" + choice.word() + "' (" + why
                + "); install bubblewrap or util-linux, give it the permissions that it needs, or set "
                + SettingName.JAIL
                + "=auto";
    }
}
