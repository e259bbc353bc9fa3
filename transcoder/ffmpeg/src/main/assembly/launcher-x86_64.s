# The sandbox launcher for x86_64, in the syntax of GNU as. launcher-arm64.s does the same in the same order.
#
#   launcher [RULE... --] PROGRAM [ARGUMENT...]
#
# Asks to be killed when its parent ends, sets no_new_privs, applies the rules by Landlock, loads the
# seccomp filter and runs the program. A rule is RIGHTS/PATH: a set of LANDLOCK_ACCESS_FS_* in octal digits, and an absolute
# path to which they are allowed. Without rules Landlock is not used. The program is an absolute path. If a step fails, its
# message goes to standard error, and the exit code is 125.
#
# LauncherProgram.java has these instructions as bytes, in hexadecimal digits, and LauncherSandboxIT compares both: after a change
# its failure shows the new bytes. The code is position independent. LauncherProgram appends the filter's struct sock_fprog.
#
# Registers: rbx argc, with all arguments behind it; r12 the next argument; r13 the message of the current step;
# r14 the rights that the kernel knows; r15 the ruleset; [rsp] struct landlock_ruleset_attr, then
# struct landlock_path_beneath_attr (rights, file).

        .intel_syntax noprefix

        .equ    SYS_write, 1
        .equ    SYS_close, 3
        .equ    SYS_execve, 59
        .equ    SYS_prctl, 157
        .equ    SYS_exit_group, 231
        .equ    SYS_openat, 257
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
        .equ    RIGHTS_NEWEST, 0xffff           # up to LANDLOCK_ACCESS_FS_IOCTL_DEV of ABI 5
        .equ    RIGHTS_OLDEST, 0x1fff           # those of ABI 1

        # A message with its length before it.
        .macro  message text
        .byte   2f - 1f
1:      .ascii  "renditions: \text\n"
2:
        .endm

        mov     rbx, rsp
        lea     r12, [rsp + 16]                 # &argv[1]
        sub     rsp, 16

        lea     r13, [rip + no_privileges]
        mov     eax, SYS_prctl
        mov     edi, PR_SET_PDEATHSIG
        mov     esi, SIGKILL
        syscall
        test    eax, eax
        jnz     failed
        mov     eax, SYS_prctl
        mov     edi, PR_SET_NO_NEW_PRIVS
        mov     esi, 1
        xor     edx, edx
        xor     r10d, r10d
        xor     r8d, r8d
        syscall
        test    eax, eax
        jnz     failed

        lea     r13, [rip + no_program]
        mov     rdi, [r12]
        test    rdi, rdi                        # argc is 1
        jz      failed
        cmp     byte ptr [rdi], '/'
        je      filter                          # no rules

        # A kernel refuses a ruleset with rights that it does not know: newer ones are left out, one by one.
        lea     r13, [rip + no_landlock]
        mov     r14d, RIGHTS_NEWEST
create: mov     [rsp], r14
        mov     eax, SYS_landlock_create_ruleset
        mov     rdi, rsp
        mov     esi, 8                          # only handled_access_fs
        xor     edx, edx
        syscall
        test    eax, eax
        jns     created
        shr     r14d, 1
        cmp     r14d, RIGHTS_OLDEST
        jae     create
        jmp     failed
created:
        mov     r15d, eax

rule:   lea     r13, [rip + no_rule]
        mov     rsi, [r12]
        test    rsi, rsi                        # the arguments end before --
        jz      failed
        add     r12, 8
        cmp     byte ptr [rsi], '-'
        je      restrict
        xor     ecx, ecx                        # the rights
digit:  movzx   eax, byte ptr [rsi]
        cmp     al, '/'
        je      path
        sub     eax, '0'
        cmp     eax, 7
        ja      failed
        lea     ecx, [rax + 8 * rcx]
        inc     rsi
        jmp     digit
path:   and     ecx, r14d
        mov     [rsp], rcx
        mov     eax, SYS_openat
        mov     edi, AT_FDCWD
        mov     edx, O_PATH_CLOEXEC
        xor     r10d, r10d
        syscall
        test    eax, eax
        js      failed
        mov     [rsp + 8], eax
        mov     eax, SYS_landlock_add_rule
        mov     edi, r15d
        mov     esi, LANDLOCK_RULE_PATH_BENEATH
        mov     rdx, rsp
        xor     r10d, r10d
        syscall
        test    eax, eax
        jnz     failed
        mov     eax, SYS_close
        mov     edi, [rsp + 8]
        syscall
        jmp     rule

restrict:
        lea     r13, [rip + no_landlock]
        mov     eax, SYS_landlock_restrict_self
        mov     edi, r15d
        xor     esi, esi
        syscall
        test    eax, eax
        jnz     failed

filter: lea     r13, [rip + no_filter]
        mov     eax, SYS_prctl
        mov     edi, PR_SET_SECCOMP
        mov     esi, SECCOMP_MODE_FILTER
        lea     rdx, [rip + program]
        syscall
        test    eax, eax
        jnz     failed

        lea     r13, [rip + no_program]
        mov     eax, SYS_execve
        mov     rdi, [r12]                      # the program is its own first argument
        mov     rsi, r12
        mov     rdx, [rbx]
        lea     rdx, [rbx + 8 * rdx + 16]       # the environment, behind the end of the arguments
        syscall

failed: mov     eax, SYS_write
        mov     edi, 2
        lea     rsi, [r13 + 1]
        movzx   edx, byte ptr [r13]
        syscall
        mov     eax, SYS_exit_group
        mov     edi, 125
        syscall

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
