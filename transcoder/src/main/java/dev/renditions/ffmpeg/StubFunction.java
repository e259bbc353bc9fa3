package dev.renditions.ffmpeg;

import java.util.HexFormat;

/**
 * A function that a {@link StubLibrary} does have, as the machine runs it. Immutable.
 *
 * @param name the name that others call it by
 * @param platform the one kind of machine that it is for
 * @param code its instructions in hexadecimal digits, which must run wherever they lie
 */
record StubFunction(String name, Platform platform, String code) {
    /**
     * The base-2 logarithms of two numbers at once, which the vector library of glibc has since 2.35. By the processor's
     * own instruction for it, whose 64 bits round to the same or the neighbouring number.
     */
    static final StubFunction LOG2_OF_TWO = new StubFunction(
            "_ZGVbN2v_log2",
            Platform.LINUX_X86_64,
            "4883ec18" // sub rsp, 24
                    + "660f110424" // movupd [rsp], xmm0
                    + "d9e8" + "dd0424" + "d9f1" + "dd1c24" // fld1; fld [rsp]; fyl2x; fstp [rsp]
                    + "d9e8" + "dd442408" + "d9f1" + "dd5c2408" // the same with [rsp + 8]
                    + "660f100424" // movupd xmm0, [rsp]
                    + "4883c418" // add rsp, 24
                    + "c3"); // ret

    /**
     * {@link Prctl#call}, called by Java on x86_64: the system call 157 with a number, a long and three zeros, which answers
     * zero or a negative error number.
     */
    static final StubFunction PRCTL_X86_64 = new StubFunction(
            Prctl.SYMBOL,
            Platform.LINUX_X86_64,
            "b89d000000" // mov eax, 157
                    + "89d7" // mov edi, edx: the option; rdi and rsi hold Java's environment and class
                    + "4889ce" // mov rsi, rcx: its argument
                    + "31d2" + "4d31d2" + "4d31c0" // xor edx, edx; xor r10, r10; xor r8, r8
                    + "0f05" + "c3"); // syscall; ret

    /** The same on arm64, where it is the system call 167. */
    static final StubFunction PRCTL_ARM64 = new StubFunction(
            Prctl.SYMBOL,
            Platform.LINUX_ARM64,
            "e8148052" // mov w8, #167
                    + "e003022a" // mov w0, w2: the option
                    + "e10303aa" // mov x1, x3: its argument
                    + "020080d2" + "030080d2" + "040080d2" // mov x2, #0; mov x3, #0; mov x4, #0
                    + "010000d4" + "c0035fd6"); // svc #0; ret

    /** The instructions. */
    byte[] bytes() {
        return HexFormat.of().parseHex(code);
    }
}
