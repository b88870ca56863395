#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

/// Starts a program at a terminal of its own, which controls it.
///
/// - words, environment: end with a null pointer.
/// - process: is given the program's id.
/// - Returns: the other end of the terminal; -1, and `errno`, when that fails.
int startAtTerminal(
  char *const *words, char *const *environment, const char *folder, int columns, int rows,
  pid_t *process);

#endif
