// What glibc shows only under _GNU_SOURCE, and Swift's Glibc module is built without it.
// pipe(2), posix_spawn_file_actions_addclosefrom_np(3), posix_spawnattr_setflags(3), pidfd_open(2);
// all in glibc 2.36 and later.
#include <spawn.h>
#include <sys/pidfd.h>

extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

static const short steward_spawn_setsid = 0x80;
