// What glibc 2.36 has, but shows only under _GNU_SOURCE, without which Swift's Glibc module is built.
// Declared by hand, because glibc's headers would put a second sigset_t into this module.
// See pipe(2), pidfd_open(2), pidfd_send_signal(2), posix_spawn_file_actions_addclosefrom_np(3), and POSIX_SPAWN_SETSID
// in <spawn.h>.

extern int pipe2(int ends[2], int flags);
extern int pidfd_open(int process, unsigned int flags);
extern int pidfd_send_signal(int process, int signal, void *information, unsigned int flags);
extern int posix_spawn_file_actions_addclosefrom_np(void *actions, int from);

static const short steward_spawn_setsid = 0x80;

// See flock(2): Swift sees only the structure of that name.
extern int flock(int descriptor, int operation);
static inline int steward_flock(int descriptor, int operation) { return flock(descriptor, operation); }

// See renameat2(2) and fallocate(2). In steward_rename_new -100 is AT_FDCWD.
extern int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned int flags);
extern int fallocate(int descriptor, int mode, long offset, long length);
static const unsigned int steward_rename_noreplace = 1;
static const int steward_fallocate_keep_size = 1;
static inline int steward_rename_new(const char *from, const char *to) { return renameat2(-100, from, -100, to, steward_rename_noreplace); }

// See prctl(2): variadic, which Swift cannot call. 3 is PR_GET_DUMPABLE, 4 is PR_SET_DUMPABLE.
extern int prctl(int option, ...);
static inline int steward_get_dumpable(void) { return prctl(3, 0L, 0L, 0L, 0L); }
static inline int steward_set_dumpable(int value) { return prctl(4, (long)value, 0L, 0L, 0L); }

// See statfs(2): the kernel's number of the kind of file system that a path lies on; -1 and errno on failure.
#include <sys/statfs.h>
static inline long steward_file_system_kind(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)(unsigned int)status.f_type : -1;
}
