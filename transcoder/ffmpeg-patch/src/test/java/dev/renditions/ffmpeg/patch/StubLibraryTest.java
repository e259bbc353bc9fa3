package dev.renditions.ffmpeg.patch;

import static org.assertj.core.api.Assertions.assertThat;

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
        ByteBuffer intel = ByteBuffer.wrap(LIBRARY.bytes(LinuxMachine.X86_64)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer arm = ByteBuffer.wrap(LIBRARY.bytes(LinuxMachine.ARM64)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(intel.getInt(0)).isEqualTo(0x464c457f);
        assertThat(intel.getShort(16)).as("a shared object").isEqualTo((short) 3);
        assertThat(intel.getShort(18)).isEqualTo((short) 62);
        assertThat(arm.getShort(18)).isEqualTo((short) 183);
    }

    @Test
    void fileHoldsItsNameAndVersionsOnce() {
        String text = new String(LIBRARY.bytes(LinuxMachine.X86_64), StandardCharsets.ISO_8859_1);

        assertThat(text).containsOnlyOnce("\0libpulse.so.0\0").containsOnlyOnce("\0PULSE_0\0");
    }

    @ParameterizedTest
    @CsvSource({"macosx-arm64-gpl", "windows-x86_64-gpl", "linux-riscv64"})
    void bundlesOfOtherMachinesHaveNoLinuxMachine(String bundle) {
        assertThat(LinuxMachine.of(bundle)).isEmpty();
    }

    @Test
    void functionIsFoundByTheLookupOfTheLoader() {
        StubLibrary library =
                new StubLibrary("libva.so.2", List.of("VA_API_0.33.0"), List.of(StubFunction.LOG2_OF_TWO));
        ByteBuffer file = ByteBuffer.wrap(library.bytes(LinuxMachine.X86_64)).order(ByteOrder.LITTLE_ENDIAN);
        int hash = (int) dynamic(file, 4);
        int symbol = (int) dynamic(file, 6) + file.getInt(hash + 8) * 24;
        int name = (int) dynamic(file, 5) + file.getInt(symbol);

        assertThat(file.getInt(hash)).as("one bucket for all").isEqualTo(1);
        assertThat(ascii(file, name, StubFunction.LOG2_OF_TWO.name().length() + 1))
                .isEqualTo(StubFunction.LOG2_OF_TWO.name() + "\0");
        assertThat(file.getShort((int) dynamic(file, 0x6ffffff0) + 2))
                .as("of any version")
                .isEqualTo((short) 1);

        int code = (int) inExecutableSegment(file, file.getLong(symbol + 8));
        byte[] found = new byte[(int) file.getLong(symbol + 16)];
        file.get(code, found);
        assertThat(found).isEqualTo(StubFunction.LOG2_OF_TWO.bytes());
    }

    @Test
    void functionOfAnotherMachineIsLeftOut() {
        StubLibrary with = new StubLibrary("libva.so.2", List.of("VA_API_0.33.0"), List.of(StubFunction.LOG2_OF_TWO));
        StubLibrary without = new StubLibrary("libva.so.2", List.of("VA_API_0.33.0"));

        assertThat(with.bytes(LinuxMachine.ARM64)).isEqualTo(without.bytes(LinuxMachine.ARM64));
    }

    /** The value of an entry of the dynamic section, whose addresses are offsets in the file. */
    private static long dynamic(ByteBuffer file, long tag) {
        for (int i = 0; i < file.getShort(56); i++) {
            int segment = 64 + i * 56;
            if (file.getInt(segment) == 2) {
                int at = (int) file.getLong(segment + 8);
                while (file.getLong(at) != tag) {
                    assertThat(file.getLong(at)).isNotZero();
                    at += 16;
                }
                return file.getLong(at + 8);
            }
        }
        throw new AssertionError("no dynamic section");
    }

    private static long inExecutableSegment(ByteBuffer file, long address) {
        for (int i = 0; i < file.getShort(56); i++) {
            int segment = 64 + i * 56;
            long start = file.getLong(segment + 16);
            if (file.getInt(segment) == 1
                    && file.getInt(segment + 4) == 5
                    && address >= start
                    && address < start + file.getLong(segment + 32)) {
                return address - start + file.getLong(segment + 8);
            }
        }
        throw new AssertionError("not in an executable segment");
    }

    private static String ascii(ByteBuffer file, int at, int length) {
        byte[] bytes = new byte[length];
        file.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
