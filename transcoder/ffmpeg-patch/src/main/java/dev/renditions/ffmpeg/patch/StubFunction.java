package dev.renditions.ffmpeg.patch;

import java.util.HexFormat;

/**
 * A function of a {@link StubLibrary} in machine code. Immutable.
 *
 * @param name its symbol
 * @param machine the machine that it is for
 * @param code its instructions in hexadecimal digits, which must be position-independent
 */
public record StubFunction(String name, LinuxMachine machine, String code) {
    /**
     * The base-2 logarithms of two numbers, which the vector library of glibc has since 2.35. It uses the processor's
     * instruction, whose result of 64 bits rounds to the same or the neighbouring number.
     */
    static final StubFunction LOG2_OF_TWO = new StubFunction(
            "_ZGVbN2v_log2",
            LinuxMachine.X86_64,
            "4883ec18" // sub rsp, 24
                    + "660f110424" // movupd [rsp], xmm0
                    + "d9e8" + "dd0424" + "d9f1" + "dd1c24" // fld1; fld [rsp]; fyl2x; fstp [rsp]
                    + "d9e8" + "dd442408" + "d9f1" + "dd5c2408" // the same with [rsp + 8]
                    + "660f100424" // movupd xmm0, [rsp]
                    + "4883c418" // add rsp, 24
                    + "c3"); // ret

    /** The instructions. */
    byte[] bytes() {
        return HexFormat.of().parseHex(code);
    }
}
