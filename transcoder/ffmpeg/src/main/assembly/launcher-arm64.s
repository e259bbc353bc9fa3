// The sandbox launcher for arm64, in the syntax of GNU as. launcher-x86_64.s describes it and does the same in the same
// order.
//
// Registers: x19 argc, with all arguments behind it; x20 the next argument; x21 the message of the current step;
// x22 the rights that the kernel knows; x23 the ruleset; x24 an opened path; [sp] struct landlock_ruleset_attr, then
// struct landlock_path_beneath_attr (rights, file).

        .equ    SYS_openat, 56
        .equ    SYS_close, 57
        .equ    SYS_write, 64
        .equ    SYS_exit_group, 94
        .equ    SYS_prctl, 167
        .equ    SYS_execve, 221
        .equ    SYS_landlock_create_ruleset, 444
        .equ    SYS_landlock_add_rule, 445
        .equ    SYS_landlock_restrict_self, 446

        .equ    PR_SET_PDEATHSIG, 1
        .equ    PR_SET_SECCOMP, 22
        .equ    PR_SET_NO_NEW_PRIVS, 38
        .equ    SIGKILL, 9
        .equ    SECCOMP_MODE_FILTER, 2
        .equ    AT_FDCWD, -100
        .equ    O_PATH_CLOEXEC, 0x280000
        .equ    LANDLOCK_RULE_PATH_BENEATH, 1
        .equ    RIGHTS_NEWEST, 0xffff           // up to LANDLOCK_ACCESS_FS_IOCTL_DEV of ABI 5
        .equ    RIGHTS_OLDEST, 0x1fff           // those of ABI 1

        // A message with its length before it.
        .macro  message text
        .byte   2f - 1f
1:      .ascii  "renditions: \text\n"
2:
        .endm

        mov     x19, sp
        add     x20, sp, #16                    // &argv[1]
        sub     sp, sp, #16

        adr     x21, no_privileges
        mov     x8, SYS_prctl
        mov     x0, PR_SET_PDEATHSIG
        mov     x1, SIGKILL
        svc     #0
        cbnz    w0, failed
        mov     x8, SYS_prctl
        mov     x0, PR_SET_NO_NEW_PRIVS
        mov     x1, #1
        mov     x2, #0
        mov     x3, #0
        mov     x4, #0
        svc     #0
        cbnz    w0, failed

        adr     x21, no_program
        ldr     x0, [x20]
        cbz     x0, failed                      // argc is 1
        ldrb    w1, [x0]
        cmp     w1, #'/'
        b.eq    filter                          // no rules

        // A kernel refuses a ruleset with rights that it does not know: newer ones are left out, one by one.
        adr     x21, no_landlock
        mov     x22, RIGHTS_NEWEST
create: str     x22, [sp]
        mov     x8, SYS_landlock_create_ruleset
        mov     x0, sp
        mov     x1, #8                          // only handled_access_fs
        mov     x2, #0
        svc     #0
        tbz     w0, #31, created
        lsr     x22, x22, #1
        mov     x1, RIGHTS_OLDEST
        cmp     x22, x1
        b.hs    create
        b       failed
created:
        mov     w23, w0

rule:   adr     x21, no_rule
        ldr     x1, [x20]
        cbz     x1, failed                      // the arguments end before --
        add     x20, x20, #8
        ldrb    w0, [x1]
        cmp     w0, #'-'
        b.eq    restrict
        mov     x2, #0                          // the rights
digit:  ldrb    w0, [x1]
        cmp     w0, #'/'
        b.eq    path
        sub     w0, w0, #'0'
        cmp     w0, #7
        b.hi    failed
        add     x2, x0, x2, lsl #3
        add     x1, x1, #1
        b       digit
path:   and     x2, x2, x22
        str     x2, [sp]
        mov     x8, SYS_openat
        mov     x0, AT_FDCWD
        mov     x2, O_PATH_CLOEXEC
        mov     x3, #0
        svc     #0
        tbnz    w0, #31, failed
        mov     w24, w0
        str     w0, [sp, #8]
        mov     x8, SYS_landlock_add_rule
        mov     w0, w23
        mov     x1, LANDLOCK_RULE_PATH_BENEATH
        mov     x2, sp
        mov     x3, #0
        svc     #0
        cbnz    w0, failed
        mov     x8, SYS_close
        mov     w0, w24
        svc     #0
        b       rule

restrict:
        adr     x21, no_landlock
        mov     x8, SYS_landlock_restrict_self
        mov     w0, w23
        mov     x1, #0
        svc     #0
        cbnz    w0, failed

filter: adr     x21, no_filter
        mov     x8, SYS_prctl
        mov     x0, PR_SET_SECCOMP
        mov     x1, SECCOMP_MODE_FILTER
        adr     x2, program
        svc     #0
        cbnz    w0, failed

        adr     x21, no_program
        mov     x8, SYS_execve
        ldr     x0, [x20]                       // the program is its own first argument
        mov     x1, x20
        ldr     x2, [x19]
        add     x2, x19, x2, lsl #3
        add     x2, x2, #16                     // the environment, behind the end of the arguments
        svc     #0

failed: mov     x8, SYS_write
        mov     x0, #2
        add     x1, x21, #1
        ldrb    w2, [x21]
        svc     #0
        mov     x8, SYS_exit_group
        mov     x0, #125
        svc     #0

no_privileges:
        message "no_new_privs refused"
no_landlock:
        message "landlock refused"
no_rule:
        message "landlock rule refused, or its path not found"
no_filter:
        message "seccomp filter refused"
no_program:
        message "program not found, or refused"
        .balign 8, 0
program:
