package dev.renditions.ffmpeg.sandbox.launcher;

import dev.renditions.ffmpeg.bundle.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter for ffmpeg: it refuses sockets, other processes, signals, and parts of the kernel that ffmpeg does not use.
 * Refused calls fail with {@code EPERM}; a call by the numbers of another architecture kills the program. Immutable.
 *
 * @param platform the platform that it filters calls for
 */
record SeccompFilter(Platform platform) {
    /** Calls above this number fail with {@code ENOSYS}, as on an older kernel: newer ones, and those of x32 on x86_64. */
    private static final int NEWEST = 462;

    private static final int AUDIT_ARCH_X86_64 = 0xc000003e;
    private static final int AUDIT_ARCH_AARCH64 = 0xc00000b7;
    private static final int CLONE_THREAD = 0x10000;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int ERRNO = 0x00050000;
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    /** Bytes of an instruction. */
    static final int INSTRUCTION = 8;

    private static final short LOAD = 0x20;
    private static final short JUMP_EQUAL = 0x15;
    private static final short JUMP_GREATER = 0x25;
    private static final short JUMP_BITS = 0x45;
    private static final short RETURN = 0x06;

    /** Fields of the kernel's {@code struct seccomp_data}. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    /** The classic BPF program, in the byte order of the platform. */
    byte[] bytes() {
        List<Integer> refused = SystemCall.REFUSED.stream()
                .flatMap(List::stream)
                .map(call -> call.number(platform))
                .filter(number -> number != SystemCall.ABSENT)
                .toList();
        Program program = new Program();
        program.add(LOAD, 0, 0, ARCHITECTURE);
        program.add(JUMP_EQUAL, 1, 0, platform == Platform.LINUX_ARM64 ? AUDIT_ARCH_AARCH64 : AUDIT_ARCH_X86_64);
        program.add(RETURN, 0, 0, KILL);
        program.add(LOAD, 0, 0, NUMBER);
        program.add(JUMP_GREATER, 0, 1, NEWEST);
        program.add(RETURN, 0, 0, ERRNO | ENOSYS);
        program.add(JUMP_EQUAL, 0, 1, SystemCall.CLONE3.number(platform));
        program.add(RETURN, 0, 0, ERRNO | ENOSYS);
        // Threads are allowed; the flags of clone are its first argument on both architectures.
        program.add(JUMP_EQUAL, 0, 4, SystemCall.CLONE.number(platform));
        program.add(LOAD, 0, 0, FIRST_ARGUMENT);
        program.add(JUMP_BITS, 1, 0, CLONE_THREAD);
        program.add(RETURN, 0, 0, ERRNO | EPERM);
        program.add(RETURN, 0, 0, ALLOW);
        // prlimit64 is allowed for this process only: pid 0.
        program.add(JUMP_EQUAL, 0, 4, SystemCall.PRLIMIT.number(platform));
        program.add(LOAD, 0, 0, FIRST_ARGUMENT);
        program.add(JUMP_EQUAL, 1, 0, 0);
        program.add(RETURN, 0, 0, ERRNO | EPERM);
        program.add(RETURN, 0, 0, ALLOW);
        RefusedArguments.ALL.forEach(each -> refuse(program, each));
        for (int i = 0; i < refused.size(); i++) {
            program.add(JUMP_EQUAL, refused.size() - i, 0, refused.get(i));
        }
        program.add(RETURN, 0, 0, ALLOW);
        program.add(RETURN, 0, 0, ERRNO | EPERM);
        return program.bytes();
    }

    private void refuse(Program program, RefusedArguments refused) {
        int values = refused.values().size();
        program.add(JUMP_EQUAL, 0, values + 3, refused.call().number(platform));
        program.add(LOAD, 0, 0, FIRST_ARGUMENT + Long.BYTES * refused.argument());
        for (int i = 0; i < values; i++) {
            program.add(JUMP_EQUAL, values - i, 0, refused.values().get(i));
        }
        program.add(RETURN, 0, 0, ALLOW);
        program.add(RETURN, 0, 0, ERRNO | EPERM);
    }

    /** Instructions of classic BPF, one after another. */
    private static final class Program {
        private final List<byte[]> instructions = new ArrayList<>();

        /** Adds one instruction; a jump skips {@code ifTrue} or {@code ifFalse} instructions. */
        void add(short code, int ifTrue, int ifFalse, int value) {
            if (ifTrue > 255 || ifFalse > 255) {
                throw new IllegalStateException("a jump is too long for classic BPF");
            }
            instructions.add(ByteBuffer.allocate(INSTRUCTION)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(code)
                    .put((byte) ifTrue)
                    .put((byte) ifFalse)
                    .putInt(value)
                    .array());
        }

        byte[] bytes() {
            ByteBuffer all = ByteBuffer.allocate(instructions.size() * INSTRUCTION);
            instructions.forEach(all::put);
            return all.array();
        }
    }
}
