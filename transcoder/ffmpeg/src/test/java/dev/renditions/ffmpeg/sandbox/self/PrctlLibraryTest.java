package dev.renditions.ffmpeg.sandbox.self;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.ffmpeg.patch.LinuxMachine;
import dev.renditions.ffmpeg.patch.StubFunction;
import dev.renditions.ffmpeg.patch.StubLibrary;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrctlLibraryTest {
    /** The name by which Java looks for {@code Prctl.call} in a library. */
    private static final String SYMBOL = "Java_" + Prctl.class.getName().replace('.', '_') + "_call";

    /** The system call 157 with a number, a long and three zeros. */
    private static final StubFunction ON_X86_64 = new StubFunction(
            SYMBOL,
            LinuxMachine.X86_64,
            "b89d000000" // mov eax, 157
                    + "89d7" // mov edi, edx: the option; rdi and rsi hold Java's environment and class
                    + "4889ce" // mov rsi, rcx: its argument
                    + "31d2" + "4d31d2" + "4d31c0" // xor edx, edx; xor r10, r10; xor r8, r8
                    + "0f05" + "c3"); // syscall; ret

    /** The same on arm64, where it is the system call 167. */
    private static final StubFunction ON_ARM64 = new StubFunction(
            SYMBOL,
            LinuxMachine.ARM64,
            "e8148052" // mov w8, #167
                    + "e003022a" // mov w0, w2: the option
                    + "e10303aa" // mov x1, x3: its argument
                    + "020080d2" + "030080d2" + "040080d2" // mov x2, #0; mov x3, #0; mov x4, #0
                    + "010000d4" + "c0035fd6"); // svc #0; ret

    private static final StubLibrary LIBRARY =
            new StubLibrary("librenditions-prctl.so", List.of(), List.of(ON_X86_64, ON_ARM64));

    @Test
    void bytesAreTheLibraryOfTheseInstructions() {
        assertSame(Platform.LINUX_X86_64, LinuxMachine.X86_64);
        assertSame(Platform.LINUX_ARM64, LinuxMachine.ARM64);
    }

    @Test
    void otherSystemsHaveNoLibrary() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PrctlLibrary(Platform.MACOSX_ARM64));
    }

    private static void assertSame(Platform platform, LinuxMachine machine) {
        String expected = HexFormat.of().formatHex(LIBRARY.bytes(machine));
        assertThat(HexFormat.of().formatHex(new PrctlLibrary(platform).bytes()))
                .as(platform.name())
                .isEqualTo(expected);
    }
}
