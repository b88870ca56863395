#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "Private.h"

static volatile sig_atomic_t interrupted = 0;
static volatile sig_atomic_t continued = 0;
static volatile sig_atomic_t ending = 0;
// What the handler writes to wakes whoever waits for the reading end.
static int wakeUp[2] = {-1, -1};

static void handle(int number) {
  int saved = errno;
  if (number == SIGINT) {
    interrupted = 1;
  } else if (number == SIGCONT) {
    continued = 1;
  } else {
    ending = number;
  }
  ssize_t written = write(wakeUp[1], "", 1);
  (void)written;
  errno = saved;
}

static void pass(int number) { (void)number; }

void lineEditorCatchSignals(void) {
  if (wakeUp[0] >= 0 || pipe(wakeUp) != 0) return;
  for (int end = 0; end < 2; end++) {
    fcntl(wakeUp[end], F_SETFD, FD_CLOEXEC);
    fcntl(wakeUp[end], F_SETFL, O_NONBLOCK);
  }
  const int caught[] = {SIGINT, SIGCONT, SIGHUP, SIGTERM};
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
  sigset_t signals;
  sigemptyset(&action.sa_mask);
  sigemptyset(&signals);
  for (size_t index = 0; index < sizeof caught / sizeof *caught; index++) {
    sigaction(caught[index], &action, NULL);
    sigaddset(&signals, caught[index]);
  }
  // A parent may have blocked them.
  sigprocmask(SIG_UNBLOCK, &signals, NULL);
  // A write to a closed pipe is reported by the write. Unlike SIG_IGN this is not inherited.
  struct sigaction nothing = {.sa_handler = pass, .sa_flags = SA_RESTART};
  sigaction(SIGPIPE, &nothing, NULL);
}

int lineEditorSignalDescriptor(void) { return wakeUp[0]; }

void lineEditorDrainSignals(void) {
  char bytes[64];
  while (read(wakeUp[0], bytes, sizeof bytes) > 0) {
  }
}

void noteInterrupt(void) { handle(SIGINT); }

bool isInterrupted(void) { return interrupted != 0; }

bool lineEditorTakeInterrupt(void) {
  bool result = interrupted != 0;
  interrupted = 0;
  return result;
}

bool takeContinuation(void) {
  bool result = continued != 0;
  continued = 0;
  return result;
}

int lineEditorEndingSignal(void) { return ending; }
