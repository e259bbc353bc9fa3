package dev.renditions.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "owners and permissions are those of Unix")
final class SecretFileTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(folder.resolve("keys"), "secret");
    }

    private void assertRefused(int mode, String why) throws IOException {
        Files.setAttribute(file, "unix:mode", mode);
        assertThat(SecretFile.objection(file).orElseThrow()).contains("'" + file + "'", why);
        Path link = folder.resolve("link-" + mode);
        Files.createSymbolicLink(link, file);
        assertThat(SecretFile.objection(link)).as("by a link").isPresent();
    }

    @Test
    void filesThatOthersCanAccessAreRefused() throws IOException {
        for (int mode : new int[] {0600, 0400, 0700}) {
            Files.setAttribute(file, "unix:mode", mode);
            assertThat(SecretFile.objection(file)).isEmpty();
        }
        assertRefused(0644, "can be read by other users");
        assertRefused(0604, "can be read by other users");
        assertRefused(0602, "can be changed by other users");
        assertRefused(0666, "can be changed by other users");
        assertThat(SecretFile.objection(folder.resolve("none"))).isEmpty();
    }

    @Test
    void foreignGroupWithAccessIsRefused() throws IOException {
        assumeTrue((Integer) Files.getAttribute(file, "unix:uid") == 0, "only root can give a file to another group");
        Files.setAttribute(file, "unix:gid", NOBODY);
        assertRefused(0640, "can be read by other users");
    }
}
