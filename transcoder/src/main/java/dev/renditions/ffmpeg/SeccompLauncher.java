package dev.renditions.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A program for systems whose setpriv knows no seccomp filters, or that have none, such as the images of AWS Lambda. It asks
 * to be killed when its parent ends, gives up all ways to gain privileges, loads a {@link SeccompFilter} and runs its
 * arguments as a command. As the bytes of a static ELF file without libraries. Immutable.
 *
 * @param platform the kind of machine that it is for
 */
record SeccompLauncher(Platform platform) {
    /** Where it is loaded; the code below has these addresses. */
    private static final int BASE = 0x400000;

    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final int CODE = HEADER + 2 * SEGMENT;

    /** The kernel's {@code struct sock_fprog}. */
    private static final int PROGRAM = 0x180;

    private static final int MESSAGE = 0x190;
    private static final int FILTER = 0x1c0;

    /** The code has its length with a line break, 43. */
    private static final String COMPLAINT = "renditions: seccomp filter or exec refused";

    private static final String INTEL = "4889e3" // mov rbx, rsp: the number of arguments, and behind it they
            + "b89d000000" + "bf01000000" + "be09000000" + "0f05" // prctl(PR_SET_PDEATHSIG, SIGKILL)
            + "85c0" + "754e" // test eax, eax; jnz failed
            + "b89d000000" + "bf26000000" + "be01000000" // prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            + "31d2" + "4531d2" + "4531c0" + "0f05"
            + "85c0" + "7531"
            + "b89d000000" + "bf16000000" + "be02000000" // prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PROGRAM)
            + "ba80014000" + "0f05"
            + "85c0" + "7517"
            + "488b7b10" // mov rdi, [rbx + 16]: the first argument
            + "488d7310" // lea rsi, [rbx + 16]: all of them
            + "488b03" + "488d54c310" // mov rax, [rbx]; lea rdx, [rbx + 8 * rax + 16]: the environment
            + "b83b000000" + "0f05" // execve
            + "b801000000" + "bf02000000" + "be90014000" + "ba2b000000" + "0f05" // failed: write(2, MESSAGE, 43)
            + "b8e7000000" + "bf7d000000" + "0f05"; // exit_group(125)

    private static final String ARM = "f3030091" // mov x19, sp
            + "e81480d2" + "200080d2" + "210180d2" + "010000d4" // prctl(PR_SET_PDEATHSIG, SIGKILL)
            + "800200b5" // cbnz x0, failed
            + "c00480d2" + "210080d2" + "020080d2" + "030080d2" + "040080d2" + "010000d4" // PR_SET_NO_NEW_PRIVS
            + "a00100b5"
            + "c00280d2" + "410080d2" + "0208a0d2" + "023080f2" + "010000d4" // PR_SET_SECCOMP
            + "e00000b5"
            + "600a40f9" + "61420091" + "630240f9" + "220c038b" // the first argument, all of them, the environment
            + "a81b80d2" + "010000d4" // execve
            + "400080d2" + "0108a0d2" + "013280f2" + "620580d2" + "080880d2"
            + "010000d4" // failed: write(2, MESSAGE, 43)
            + "a00f80d2" + "c80b80d2" + "010000d4"; // exit_group(125)

    /** The file. Fields are named as in the ELF specification. */
    byte[] bytes() {
        boolean arm = platform == Platform.LINUX_ARM64;
        byte[] code = HexFormat.of().parseHex(arm ? ARM : INTEL);
        byte[] filter = new SeccompFilter(platform).bytes();
        int size = FILTER + filter.length;
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2).putShort((short) (arm ? 183 : 62)).putInt(1); // ET_EXEC
        file.putLong(BASE + CODE).putLong(HEADER).putLong(0).putInt(0);
        file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) 2);
        file.putShort((short) HEADER).putShort((short) 0).putShort((short) 0);
        segment(file, 1, 5, BASE, size); // PT_LOAD, to be read and run
        segment(file, 0x6474e551, 6, 0, 0); // PT_GNU_STACK
        file.position(CODE).put(code);
        file.position(PROGRAM).putShort((short) (filter.length / SeccompFilter.INSTRUCTION));
        file.putLong(PROGRAM + 8, BASE + FILTER);
        file.position(MESSAGE).put((COMPLAINT + "\n").getBytes(StandardCharsets.US_ASCII));
        return file.position(FILTER).put(filter).array();
    }

    private static void segment(ByteBuffer file, int type, int flags, int address, int size) {
        file.putInt(type).putInt(flags).putLong(0).putLong(address).putLong(address);
        file.putLong(size).putLong(size).putLong(0x10000); // the largest page of any Linux on these machines
    }
}
