package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StubLibraryTest {
    private static final StubLibrary LIBRARY = new StubLibrary("libpulse.so.0", List.of("PULSE_0"));

    @ParameterizedTest
    @CsvSource({"'', 0", "printf, 125371814", "GLIBC_2.2.5, 157882997"})
    void hashIsThatOfTheSpecification(String symbol, int hash) {
        assertThat(StubLibrary.hash(symbol)).isEqualTo(hash);
    }

    @Test
    void fileIsALibraryForTheMachine() {
        ByteBuffer intel = ByteBuffer.wrap(LIBRARY.bytes(Platform.LINUX_X86_64)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer arm = ByteBuffer.wrap(LIBRARY.bytes(Platform.LINUX_ARM64)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(intel.getInt(0)).isEqualTo(0x464c457f);
        assertThat(intel.getShort(16)).as("a shared object").isEqualTo((short) 3);
        assertThat(intel.getShort(18)).isEqualTo((short) 62);
        assertThat(arm.getShort(18)).isEqualTo((short) 183);
    }

    @Test
    void fileHoldsItsNameAndVersionsOnce() {
        String text = new String(LIBRARY.bytes(Platform.LINUX_X86_64), StandardCharsets.ISO_8859_1);

        assertThat(text).containsOnlyOnce("\0libpulse.so.0\0").containsOnlyOnce("\0PULSE_0\0");
    }

    @Test
    void otherMachinesHaveNoSuchFiles() {
        assertThatIllegalArgumentException().isThrownBy(() -> LIBRARY.bytes(Platform.MACOSX_ARM64));
    }
}
