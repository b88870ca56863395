#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void become(
  char *const *words, char *const *environment, const char *folder, const char *name, int columns,
  int rows
) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  sigset_t none;
  setsid();
  int terminal = open(name, O_RDWR);
  if (terminal < 0) _exit(127);
  ioctl(terminal, TIOCSCTTY, 0);
  ioctl(terminal, TIOCSWINSZ, &size);
  for (int descriptor = 0; descriptor < 3; descriptor++) dup2(terminal, descriptor);
  // What the tests have open is none of its business: a pipe that it held would never end.
  long most = sysconf(_SC_OPEN_MAX);
  for (int descriptor = 3; descriptor < most; descriptor++) close(descriptor);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  if (chdir(folder) != 0) _exit(127);
  extern char **environ;
  environ = (char **)environment;
  execvp(words[0], words);
  _exit(127);
}

int startAtTerminal(
  char *const *words, char *const *environment, const char *folder, int columns, int rows,
  pid_t *process
) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0) return -1;
  fcntl(master, F_SETFD, FD_CLOEXEC);
  char name[128];
  if (grantpt(master) != 0 || unlockpt(master) != 0) return -1;
  if (ptsname_r(master, name, sizeof name) != 0) return -1;
  *process = fork();
  if (*process == 0) become(words, environment, folder, name, columns, rows);
  return *process < 0 ? -1 : master;
}
