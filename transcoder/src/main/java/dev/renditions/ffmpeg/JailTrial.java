package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the best jail by running ffmpeg in one after another: whether a tool works depends on the kernel, the container
 * and the user, and only trying tells.
 */
final class JailTrial {
    private static final int QUOTED = 200;

    /**
     * What works.
     *
     * @param locator the programs, in the jail
     * @param version what ffmpeg says it is, from in there
     * @param refused better jails, each with why it can't be had
     */
    record Found(FfmpegLocator locator, FfmpegVersion version, List<String> refused) {}

    private JailTrial() {}

    /**
     * Tries them, the best first.
     *
     * @throws MediaException of kind ENGINE if ffmpeg does not start at all, or the jail that is demanded can't be had
     */
    static Found of(FfmpegBinaries binaries, JailSettings settings, Tools tools) {
        Set<String> refused = new LinkedHashSet<>();
        List<Jail> jails = tools.jails(settings.choice(), binaries);
        for (Optional<Prlimit> limits : withAndWithout(tools.limits(settings.memoryBytes()))) {
            for (Jail jail : jails) {
                FfmpegLocator locator = new FfmpegLocator(binaries, new Confinement(jail, limits));
                try {
                    FfmpegVersion version = Engine.version(locator, binaries.ffmpeg());
                    return new Found(locator, version, List.copyOf(refused));
                } catch (MediaException e) {
                    if (e.kind() == MediaException.Kind.TIME) {
                        throw e; // It hangs, and would in the next as well.
                    }
                    refused.add(jail.kind().word() + ": " + brief(e));
                }
            }
        }
        // What is wrong may be ffmpeg itself; then that is to be said.
        FfmpegLocator unconfined = new FfmpegLocator(binaries, Confinement.NONE);
        FfmpegVersion version = Engine.version(unconfined, binaries.ffmpeg());
        if (settings.choice().demanded()) {
            throw new MediaException(MediaException.Kind.ENGINE, refusal(settings.choice(), refused));
        }
        return new Found(unconfined, version, List.copyOf(refused));
    }

    private static List<Optional<Prlimit>> withAndWithout(Optional<Prlimit> limits) {
        return limits.isEmpty() ? List.of(limits) : List.of(limits, Optional.empty());
    }

    private static String refusal(JailChoice choice, Set<String> refused) {
        String why = refused.isEmpty() ? "its programs are not installed" : String.join("; ", refused);
        return "ffmpeg can't be run in the jail '" + choice.word() + "' that was demanded (" + why
                + "); install bubblewrap or util-linux, allow them what they need, or set RENDITIONS_JAIL=auto";
    }

    private static String brief(MediaException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > QUOTED ? message.substring(0, QUOTED) + "..." : message;
    }
}
