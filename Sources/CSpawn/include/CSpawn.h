#pragma once

#include <spawn.h>

/// Lets the child run in `folder`.
int spawn_add_folder(posix_spawn_file_actions_t *actions, const char *folder);

/// Lets the child inherit no descriptor but the three standard ones.
///
/// Returns the flags that the attributes need for it.
short spawn_add_closing(posix_spawn_file_actions_t *actions);
