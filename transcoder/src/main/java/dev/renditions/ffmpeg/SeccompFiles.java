package dev.renditions.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seccomp filters for this machine, on disk when they are first asked for. Immutable.
 *
 * @param cache the private folder that they are written into; made if it is missing
 */
record SeccompFiles(Path cache) {
    private static final Logger LOG = LoggerFactory.getLogger(SeccompFiles.class);

    private interface Writer {
        Seccomp write(Platform platform, Path cache) throws IOException;
    }

    /** For the setpriv of util-linux 2.41; empty on systems other than Linux, and if it can't be written. */
    Optional<Seccomp> forSetpriv() {
        return written(Seccomp::forSetpriv);
    }

    /** Our own launcher; empty in the same cases. */
    Optional<Seccomp> byLauncher() {
        return written(Seccomp::byLauncher);
    }

    private Optional<Seccomp> written(Writer writer) {
        Optional<Platform> platform = Platform.current().filter(Platform::linux);
        try {
            return platform.isEmpty() ? Optional.empty() : Optional.of(writer.write(platform.get(), cache));
        } catch (IOException e) {
            LOG.warn("ffmpeg runs without a seccomp filter, since none can be written: {}", e.toString());
            return Optional.empty();
        }
    }
}
