package dev.renditions.ffmpeg.patch;

import java.util.Arrays;
import java.util.Optional;

/** A processor architecture that ffmpeg is bundled for on Linux. */
public enum LinuxMachine {
    X86_64("linux-x86_64-gpl", (short) 62),
    ARM64("linux-arm64-gpl", (short) 183);

    private final String bundleName;
    private final short elfNumber;

    LinuxMachine(String bundleName, short elfNumber) {
        this.bundleName = bundleName;
        this.elfNumber = elfNumber;
    }

    /** The machine of a bundle; empty for bundles of other operating systems. */
    static Optional<LinuxMachine> of(String bundleName) {
        return Arrays.stream(values())
                .filter(machine -> machine.bundleName.equals(bundleName))
                .findFirst();
    }

    String bundleName() {
        return bundleName;
    }

    /** {@code e_machine} of the ELF specification. */
    short elfNumber() {
        return elfNumber;
    }
}
