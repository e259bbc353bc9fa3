package dev.renditions.ffmpeg.sandbox.launcher;

import dev.renditions.ffmpeg.bundle.Platform;
import java.util.List;

/**
 * A system call of Linux that ffmpeg does not need. Immutable.
 *
 * @param name as in syscalls(2)
 * @param intel its number on x86_64
 * @param arm its number on arm64; {@link #ABSENT} if it does not exist there
 */
record SystemCall(String name, int intel, int arm) {
    /** The number of a call that an architecture does not have. */
    static final int ABSENT = -1;

    /** Starts a thread or, without {@code CLONE_THREAD}, a process. */
    static final SystemCall CLONE = new SystemCall("clone", 56, 220);

    /** Like {@code clone}, but its flags are in memory, which a filter can't read. */
    static final SystemCall CLONE3 = new SystemCall("clone3", 435, 435);

    /** Reads and sets limits, also of other processes. */
    static final SystemCall PRLIMIT = new SystemCall("prlimit64", 302, 261);

    /** Sockets and other ways to reach other processes: shared memory, queues and keys. */
    private static final List<SystemCall> COMMUNICATION = List.of(
            new SystemCall("socket", 41, 198),
            new SystemCall("socketpair", 53, 199),
            new SystemCall("shmget", 29, 194),
            new SystemCall("shmat", 30, 196),
            new SystemCall("semget", 64, 190),
            new SystemCall("msgget", 68, 186),
            new SystemCall("mq_open", 240, 180),
            new SystemCall("add_key", 248, 217),
            new SystemCall("request_key", 249, 218),
            new SystemCall("keyctl", 250, 219));

    /** Other processes: starting, tracing and signalling them, and changing their memory, files and priority. */
    private static final List<SystemCall> PROCESSES = List.of(
            new SystemCall("fork", 57, ABSENT),
            new SystemCall("vfork", 58, ABSENT),
            new SystemCall("ptrace", 101, 117),
            new SystemCall("process_vm_readv", 310, 270),
            new SystemCall("process_vm_writev", 311, 271),
            new SystemCall("kcmp", 312, 272),
            new SystemCall("pidfd_open", 434, 434),
            new SystemCall("pidfd_getfd", 438, 438),
            new SystemCall("pidfd_send_signal", 424, 424),
            new SystemCall("process_madvise", 440, 440),
            new SystemCall("process_mrelease", 448, 448),
            new SystemCall("migrate_pages", 256, 238),
            new SystemCall("move_pages", 279, 239),
            new SystemCall("setpriority", 141, 140),
            new SystemCall("ioprio_set", 251, 30),
            new SystemCall("sched_setparam", 142, 118),
            new SystemCall("sched_setscheduler", 144, 119),
            new SystemCall("sched_setattr", 314, 274),
            new SystemCall("sched_setaffinity", 203, 122),
            new SystemCall("kill", 62, 129),
            new SystemCall("tkill", 200, 130),
            new SystemCall("tgkill", 234, 131),
            new SystemCall("rt_sigqueueinfo", 129, 138),
            new SystemCall("rt_tgsigqueueinfo", 297, 240));

    /** Access to files other than by path; links, which our process might follow; folders, devices and mounts. */
    private static final List<SystemCall> FILES = List.of(
            new SystemCall("mkdir", 83, ABSENT),
            new SystemCall("mkdirat", 258, 34),
            new SystemCall("mknod", 133, ABSENT),
            new SystemCall("mknodat", 259, 33),
            new SystemCall("link", 86, ABSENT),
            new SystemCall("symlink", 88, ABSENT),
            new SystemCall("symlinkat", 266, 36),
            new SystemCall("linkat", 265, 37),
            new SystemCall("name_to_handle_at", 303, 264),
            new SystemCall("open_by_handle_at", 304, 265),
            new SystemCall("chroot", 161, 51),
            new SystemCall("pivot_root", 155, 41),
            new SystemCall("mount", 165, 40),
            new SystemCall("umount2", 166, 39),
            new SystemCall("open_tree", 428, 428),
            new SystemCall("move_mount", 429, 429),
            new SystemCall("fsopen", 430, 430),
            new SystemCall("fsconfig", 431, 431),
            new SystemCall("fsmount", 432, 432),
            new SystemCall("fspick", 433, 433),
            new SystemCall("mount_setattr", 442, 442));

    /** Attributes of files, which Landlock does not restrict, and lengths, which it restricts only from its third version on. */
    private static final List<SystemCall> ATTRIBUTES = List.of(
            new SystemCall("chmod", 90, ABSENT),
            new SystemCall("fchmod", 91, 52),
            new SystemCall("fchmodat", 268, 53),
            new SystemCall("fchmodat2", 452, 452),
            new SystemCall("chown", 92, ABSENT),
            new SystemCall("fchown", 93, 55),
            new SystemCall("lchown", 94, ABSENT),
            new SystemCall("fchownat", 260, 54),
            new SystemCall("setxattr", 188, 5),
            new SystemCall("lsetxattr", 189, 6),
            new SystemCall("fsetxattr", 190, 7),
            new SystemCall("removexattr", 197, 14),
            new SystemCall("lremovexattr", 198, 15),
            new SystemCall("fremovexattr", 199, 16),
            new SystemCall("utime", 132, ABSENT),
            new SystemCall("utimes", 235, ABSENT),
            new SystemCall("futimesat", 261, ABSENT),
            new SystemCall("utimensat", 280, 88),
            new SystemCall("truncate", 76, 45));

    /** Parts of the kernel with a history of vulnerabilities, and those for administrators. */
    private static final List<SystemCall> KERNEL = List.of(
            new SystemCall("unshare", 272, 97),
            new SystemCall("setns", 308, 268),
            new SystemCall("bpf", 321, 280),
            new SystemCall("perf_event_open", 298, 241),
            new SystemCall("io_uring_setup", 425, 425),
            new SystemCall("io_uring_enter", 426, 426),
            new SystemCall("io_uring_register", 427, 427),
            new SystemCall("userfaultfd", 323, 282),
            new SystemCall("kexec_load", 246, 104),
            new SystemCall("kexec_file_load", 320, 294),
            new SystemCall("init_module", 175, 105),
            new SystemCall("finit_module", 313, 273),
            new SystemCall("delete_module", 176, 106),
            new SystemCall("reboot", 169, 142),
            new SystemCall("swapon", 167, 224),
            new SystemCall("swapoff", 168, 225),
            new SystemCall("acct", 163, 89),
            new SystemCall("quotactl", 179, 60),
            new SystemCall("quotactl_fd", 443, 443),
            new SystemCall("syslog", 103, 116),
            new SystemCall("settimeofday", 164, 170),
            new SystemCall("adjtimex", 159, 171),
            new SystemCall("clock_settime", 227, 112),
            new SystemCall("clock_adjtime", 305, 266),
            new SystemCall("sethostname", 170, 161),
            new SystemCall("setdomainname", 171, 162),
            new SystemCall("personality", 135, 92),
            new SystemCall("lookup_dcookie", 212, 18),
            new SystemCall("vhangup", 153, 58),
            new SystemCall("modify_ldt", 154, ABSENT),
            new SystemCall("iopl", 172, ABSENT),
            new SystemCall("ioperm", 173, ABSENT));

    /** All groups. */
    static final List<List<SystemCall>> REFUSED = List.of(COMMUNICATION, PROCESSES, FILES, ATTRIBUTES, KERNEL);

    /** Its number on a platform. */
    int number(Platform platform) {
        return platform == Platform.LINUX_ARM64 ? arm : intel;
    }
}
