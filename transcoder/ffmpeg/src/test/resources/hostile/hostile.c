/* A program that stands for an ffmpeg that was taken over. It tries to reach what no run of ffmpeg may reach, and prints for
 * each attempt "reached NAME" or "refused NAME: why". Outside of its folder it only creates files at the paths of its
 * arguments.
 *
 *   hostile -version                      prints a version of ffmpeg
 *   hostile --wait MARK                   waits for a minute, as a second run beside it
 *   hostile --serve-abstract NAME         accepts connections at an abstract socket, for a minute
 *   hostile --kernel RIGHTS COMMAND...    runs a command as on a kernel whose Landlock has only these rights, in
 *                                         hexadecimal digits; with 0 as on one without Landlock
 *   hostile --attack KEY=VALUE...         the attempts; see main
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

extern char **environ;
static int arguments;
static char **argument;

static const char *value(const char *key) {
  size_t length = strlen(key);
  for (int i = 0; i < arguments; i++) {
    if (!strncmp(argument[i], key, length) && argument[i][length] == '=') return argument[i] + length + 1;
  }
  fprintf(stderr, "no %s\n", key);
  exit(3);
}

static void say(const char *name, int reached) {
  if (reached) printf("reached %s\n", name);
  else printf("refused %s: %s\n", name, strerror(errno));
  fflush(stdout);
}

/* The beginning of a file; -1 if it can't be opened or is empty. */
static ssize_t head(const char *path, char *text, size_t size) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = read(file, text, size - 1);
  int error = errno;
  close(file);
  errno = error;
  if (length <= 0) return -1;
  text[length] = 0;
  return length;
}

static int reads(const char *path) {
  char text[64];
  return head(path, text, sizeof text) > 0;
}

static int writes(const char *path) {
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return 0;
  int written = write(file, "x", 1) == 1;
  close(file);
  return written;
}

/* Changes the mode, the times or the length of a file, by its path. */
static int changes(const char *path) {
  return !chmod(path, 0644) | !utimensat(AT_FDCWD, path, NULL, 0) | !truncate(path, 8) | !setxattr(path, "user.x", "x", 1, 0);
}

static int holds(const char *text, size_t length, const char *word) { return memmem(text, length, word, strlen(word)) != NULL; }

/* Whether the environment of any visible process contains the word. */
static int any_environment(const char *word) {
  static char text[1 << 20];
  DIR *all = opendir("/proc");
  if (!all) return 0;
  int found = 0;
  struct dirent *each;
  while ((each = readdir(all))) {
    char path[300];
    snprintf(path, sizeof path, "/proc/%s/environ", each->d_name);
    if (each->d_name[0] < '0' || each->d_name[0] > '9') continue;
    ssize_t length = head(path, text, sizeof text);
    if (length > 0 && holds(text, length, word)) found = 1;
  }
  closedir(all);
  if (!found) errno = EACCES;
  return found;
}

static unsigned long first_address(int pid) {
  char path[64], text[64];
  snprintf(path, sizeof path, "/proc/%d/maps", pid);
  return head(path, text, sizeof text) > 0 ? strtoul(text, NULL, 16) : 0x400000;
}

static int memory_file(int pid) {
  char path[64], text[8];
  unsigned long address = first_address(pid);
  snprintf(path, sizeof path, "/proc/%d/mem", pid);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  int reached = pread(file, text, sizeof text, address) > 0;
  close(file);
  return reached;
}

/* A bad address counts as reached: reading was permitted. */
static int memory_call(int pid) {
  char text[8];
  struct iovec here = {text, sizeof text}, there = {(void *)first_address(pid), sizeof text};
  return process_vm_readv(pid, &here, 1, &there, 1, 0) > 0 || errno == EFAULT;
}

static int traces(int pid) {
  if (ptrace(PTRACE_SEIZE, pid, 0, 0)) return 0;
  ptrace(PTRACE_DETACH, pid, 0, 0);
  return 1;
}

/* Asks for a signal when a file is ready; none is sent. */
static int signals_by_file(int pid) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC)) return 0;
  int reached = !fcntl(ends[0], F_SETOWN, pid);
  struct f_owner_ex owner = {F_OWNER_PID, pid};
  reached |= !fcntl(ends[0], F_SETOWN_EX, &owner) | !ioctl(ends[0], FIOSETOWN, &pid) | !fcntl(ends[0], F_SETSIG, SIGKILL);
  int error = errno;
  close(ends[0]);
  close(ends[1]);
  errno = error;
  return reached;
}

/* Sets its processors and its priority to their present values. */
static int schedules(int pid) {
  cpu_set_t processors;
  int reached = !sched_getaffinity(pid, sizeof processors, &processors) && !sched_setaffinity(pid, sizeof processors, &processors);
  errno = 0;
  int priority = getpriority(PRIO_PROCESS, pid);
  return reached | (!errno && !setpriority(PRIO_PROCESS, pid, priority));
}

/* Types into a terminal. The error that a pipe is not a terminal counts as reached: the call was permitted. */
static int types(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC)) return 0;
  int reached = !ioctl(ends[0], TIOCSTI, "x") || errno == ENOTTY;
  int error = errno;
  close(ends[0]);
  close(ends[1]);
  errno = error;
  return reached;
}

static int answered(int sock, const struct sockaddr *address, socklen_t length, const char *question) {
  if (sock < 0) return 0;
  struct timeval patience = {3, 0};
  setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  char text[16];
  int reached = !connect(sock, address, length) && (!question[0] || (write(sock, question, strlen(question)) > 0 && read(sock, text, sizeof text) > 0));
  int error = errno;
  close(sock);
  errno = error;
  return reached;
}

static struct sockaddr_in local(const char *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  return address;
}

static int tcp(const char *port, const char *question) {
  struct sockaddr_in address = local(port);
  return answered(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address, question);
}

static int udp(const char *port) {
  struct sockaddr_in address = local(port);
  return answered(socket(AF_INET, SOCK_DGRAM, 0), (struct sockaddr *)&address, sizeof address, "who is it");
}

static socklen_t unix_address(struct sockaddr_un *address, const char *name, int abstract) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  strncpy(address->sun_path + abstract, name, sizeof address->sun_path - 2);
  return offsetof(struct sockaddr_un, sun_path) + abstract + strlen(name) + !abstract;
}

static int unix_socket(const char *name, int abstract) {
  struct sockaddr_un address;
  socklen_t length = unix_address(&address, name, abstract);
  return answered(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, length, "");
}

static int forks(int wanted) {
  int made = 0;
  pid_t children[wanted];
  while (made < wanted && (children[made] = fork()) >= 0) {
    if (!children[made]) {
      pause();
      _exit(0);
    }
    made++;
  }
  int error = errno;
  for (int i = 0; i < made; i++) {
    kill(children[i], SIGKILL);
    waitpid(children[i], NULL, 0);
  }
  errno = error;
  return made == wanted;
}

static int grows(const char *path, off_t size) {
  static char block[1 << 16];
  signal(SIGXFSZ, SIG_IGN);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return 0;
  off_t written = 0;
  ssize_t more = 1;
  while (written < size && (more = write(file, block, sizeof block)) > 0) written += more;
  int error = errno;
  close(file);
  errno = error;
  return written >= size;
}

static int allocates(size_t bytes) {
  void *all = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (all == MAP_FAILED) return 0;
  munmap(all, bytes);
  return 1;
}

/* In a child process: a new namespace would change what the other attempts see. */
static int own_namespace(void) {
  pid_t child = fork();
  if (child < 0) return !unshare(CLONE_NEWUSER);
  if (!child) _exit(unshare(CLONE_NEWUSER) ? errno : 0);
  int status = 0;
  waitpid(child, &status, 0);
  errno = WEXITSTATUS(status);
  return !errno;
}

static int io_uring(void) {
  char parameters[120] = {0};
  long ring = syscall(SYS_io_uring_setup, 1, parameters);
  if (ring >= 0) close(ring);
  return ring >= 0;
}

static void attack(void) {
  int parent = atoi(value("parent")), neighbor = atoi(value("neighbor"));
  char path[300];
  int clean = 1;
  for (char **each = environ; *each; each++) clean &= !strstr(*each, value("secret"));
  errno = ENOENT;
  say("its-source", reads(value("source")));
  say("its-folder", writes(value("own")));
  say("secret-in-own-environment", !clean);
  errno = EACCES;
  say("secret-in-any-environment", any_environment(value("secret")));
  snprintf(path, sizeof path, "/proc/%d/environ", parent);
  say("parent-environment", reads(path));
  say("parent-memory", memory_file(parent) | memory_call(parent));
  say("parent-traced", traces(parent));
  say("parent-signal", !kill(parent, 0) || signals_by_file(parent));
  say("parent-scheduling", schedules(parent));
  struct rlimit limit;
  say("parent-limits", !prlimit(parent, RLIMIT_NOFILE, NULL, &limit));
  say("neighbor-memory", memory_file(neighbor) | memory_call(neighbor));
  say("canary-at-home", reads(value("home")));
  say("other-job", reads(value("job")));
  say("store", reads(value("store")));
  say("system-settings", reads("/etc/passwd"));
  say("write-elsewhere", writes(value("elsewhere")));
  say("change-elsewhere", changes(value("home")));
  say("delete-elsewhere", !unlink(value("old")));
  say("folder-in-its-folder", !mkdir(value("folder"), 0300) | !mkfifo(value("fifo"), 0600));
  say("link-in-its-folder", !symlink(value("home"), value("link")));
  say("terminal-input", types());
  say("memcached", tcp(value("memcached"), "version\r\n"));
  say("runtime-api", tcp(value("http"), "GET /2018-06-01/runtime/invocation/next HTTP/1.0\r\n\r\n"));
  say("udp", udp(value("udp")));
  say("unix-socket", unix_socket(value("unix"), 0));
  say("abstract-socket", unix_socket(value("abstract"), 1));
  say("64-processes", forks(64));
  say("own-namespace", own_namespace());
  say("io_uring", io_uring());
  say("memory-past-limit", allocates(strtoull(value("memory"), NULL, 10)));
  say("file-past-limit", grows(value("big"), strtoull(value("size"), NULL, 10)));
  struct rlimit core;
  errno = EPERM;
  say("core-dump", !getrlimit(RLIMIT_CORE, &core) && core.rlim_cur > 0);
}

static void serve_abstract(const char *name) {
  struct sockaddr_un address;
  socklen_t length = unix_address(&address, name, 1);
  int server = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(server, (struct sockaddr *)&address, length) || listen(server, 8)) exit(4);
  puts("serving");
  fflush(stdout);
  alarm(60);
  for (;;) close(accept(server, NULL, NULL));
}

/* Makes the kernel notify before each landlock_create_ruleset; returns the file descriptor of the notifications. */
static int asked(void) {
  struct sock_filter instructions[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 444, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {.len = 4, .filter = instructions};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

/* The answer of a kernel that has these rights. */
static void answer(int listener, unsigned long long rights) {
  struct seccomp_notif question = {0};
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question)) return;
  struct seccomp_notif_resp response = {.id = question.id};
  unsigned long long asked_for = 0;
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/mem", question.pid);
  int memory = open(path, O_RDONLY | O_CLOEXEC);
  if (!rights) response.error = -ENOSYS;
  else if (memory < 0 || pread(memory, &asked_for, sizeof asked_for, question.data.args[0]) != sizeof asked_for) response.error = -EFAULT;
  else if (asked_for & ~rights) response.error = -EINVAL;
  else response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  if (memory >= 0) close(memory);
  ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

static int kernel(unsigned long long rights, char **command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC)) return 5;
  pid_t child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0); /* shares the table of files until it runs the command */
  if (!child) {
    int listener = asked();
    if (listener < 0 || write(ends[1], &listener, sizeof listener) < 0) _exit(5);
    execv(command[0], command);
    _exit(6);
  }
  for (char **each = environ; *each; each++) memset(*each, 0, strlen(*each)); /* secrets are only for the command */
  int listener, status = 0;
  if (read(ends[0], &listener, sizeof listener) != sizeof listener) return 5;
  for (;;) {
    struct pollfd questions = {.fd = listener, .events = POLLIN};
    if (poll(&questions, 1, 50) > 0 && questions.revents & POLLIN) answer(listener, rights);
    if (waitpid(child, &status, WNOHANG) == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}

int main(int count, char **all) {
  arguments = count - 2;
  argument = all + 2;
  if (count == 2 && !strcmp(all[1], "-version")) return puts("ffmpeg version 8.1.2 Copyright") < 0;
  if (count == 3 && !strcmp(all[1], "--wait")) return puts("waiting"), fflush(stdout), sleep(60);
  if (count == 3 && !strcmp(all[1], "--serve-abstract")) serve_abstract(all[2]);
  if (count > 3 && !strcmp(all[1], "--kernel")) return kernel(strtoull(all[2], NULL, 16), all + 3);
  if (count > 2 && !strcmp(all[1], "--attack")) return attack(), 0;
  return 2;
}
