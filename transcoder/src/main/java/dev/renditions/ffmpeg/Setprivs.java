package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final Path cache;
    private @Nullable List<Setpriv> known;

    Setprivs(Tools tools, FfmpegBinaries binaries, Path cache) {
        this.tools = tools;
        this.binaries = binaries;
        this.cache = cache;
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
        return help.contains("--landlock-rule") && help.contains("--seccomp-filter")
                ? Setpriv.all(program, binaries, filter())
                : List.of(new Setpriv(program));
    }

    private Optional<Path> filter() {
        return Platform.current().filter(Platform::linux).flatMap(platform -> {
            try {
                return Optional.of(new SeccompFilter(platform).file(cache));
            } catch (IOException e) {
                LOG.warn("ffmpeg runs without a seccomp filter, since none can be written: {}", e.toString());
                return Optional.empty();
            }
        });
    }

    private static String help(Path program) {
        Access nothing = new Access(
                Objects.requireNonNull(program.getParent()), List.of(), OptionalLong.empty(), List.of());
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
