// The C library declares what is not in POSIX only when asked to, and Swift does not ask.
#define _GNU_SOURCE
#include "CSpawn.h"

int spawn_add_folder(posix_spawn_file_actions_t *actions, const char *folder) {
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}

short spawn_add_closing(posix_spawn_file_actions_t *actions) {
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
  return POSIX_SPAWN_CLOEXEC_DEFAULT;
#else
  posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return 0;
#endif
}
