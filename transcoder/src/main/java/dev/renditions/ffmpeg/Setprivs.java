package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jails that the setpriv of this machine can make, found out when they are first asked for. For one thread. */
final class Setprivs {
    private static final Logger LOG = LoggerFactory.getLogger(Setprivs.class);
    private static final Duration HELP_LIMIT = Duration.ofSeconds(20);
    private static final int HELP_BYTES = 64 * 1024;

    private final Tools tools;
    private final FfmpegBinaries binaries;
    private final SeccompFiles filters;
    private @Nullable List<Setpriv> known;

    Setprivs(Tools tools, FfmpegBinaries binaries, SeccompFiles filters) {
        this.tools = tools;
        this.binaries = binaries;
        this.filters = filters;
    }

    /** From the best to the least; none without a setpriv. */
    List<Setpriv> all() {
        List<Setpriv> found = known;
        if (found == null) {
            found = tools.find("setpriv").map(this::of).orElse(List.of());
            known = found;
        }
        return found;
    }

    private List<Setpriv> of(Path program) {
        String help = help(program);
        boolean walls = help.contains("--landlock-rule") && help.contains("--seccomp-filter");
        return Setpriv.all(program, binaries, walls, walls ? filters.forSetpriv() : filters.byLauncher());
    }

    private static String help(Path program) {
        Access nothing =
                new Access(Objects.requireNonNull(program.getParent()), List.of(), OptionalLong.empty(), List.of());
        ConfinedProcess process = new ConfinedProcess(program, Map.of("LC_ALL", "C"), nothing, Confinement.NONE);
        process.addArgument("--help");
        CappedText printed = new CappedText(HELP_BYTES);
        try {
            process.run(HELP_LIMIT, printed);
            return printed.text();
        } catch (MediaException e) {
            LOG.info("{} --help failed: {}", program, e.getMessage());
            return "";
        }
    }
}
