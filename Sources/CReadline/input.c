#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/readline.h>

#include "Private.h"

// While a statement is read, the terminal sends no signals: Ctrl-C is a key among the others, so that what
// was typed before it and what was typed after it are never taken for each other. As a signal it would come
// at a time of its own.

// The keys that the terminal makes signals of otherwise; -1 for one that it does not.
static int interruptKey = -1, quitKey = -1, stopKey = -1;
static bool isAborted = false;

// What was typed ahead, from `aheadStart`.
static char *ahead = NULL;
static size_t aheadStart = 0, aheadCount = 0;

// How much of the mark at the start or the end of a paste has been read.
static const char *const pasteMarks[] = {"\033[200~", "\033[201~"};
static size_t marked = 0;
static bool isPasting = false;
// Whether the byte before was a carriage return, of which a line feed after it is a part.
static bool wasReturn = false;

// A paste that is interrupted is over when nothing more of it comes for so long, in milliseconds.
static const int silence = 200;

// MARK: - Bytes

static void keep(const char *bytes, size_t count) {
  if (aheadStart > 0) memmove(ahead, ahead + aheadStart, aheadCount);
  aheadStart = 0;
  char *grown = realloc(ahead, aheadCount + count);
  if (grown == NULL) return;
  ahead = grown;
  memcpy(ahead + aheadCount, bytes, count);
  aheadCount += count;
}

static bool isWaiting(int milliseconds) {
  struct pollfd input = {.fd = fileno(rl_instream), .events = POLLIN};
  return aheadCount > 0 || poll(&input, 1, milliseconds) > 0;
}

// The next byte, once there is one; EOF at the end.
static int readByte(void) {
  if (aheadCount > 0) {
    aheadCount--;
    return (unsigned char)ahead[aheadStart++];
  }
  unsigned char byte;
  ssize_t count = read(fileno(rl_instream), &byte, 1);
  if (count == 1) return byte;
  return count < 0 && (errno == EINTR || errno == EAGAIN) ? READERR : EOF;
}

// MARK: - Signals

// Goes on with the statement after a shell has had the terminal.
static void resume(void) {
  (*rl_deprep_term_function)();
  (*rl_prep_term_function)(1);
  rl_on_new_line();
  rl_redisplay();
}

// Does what the terminal would have done for a key.
static void send(int signal) {
  (*rl_deprep_term_function)();
  kill(0, signal);
  takeContinuation();
  resume();
}

// Ends the reading of a statement, of which nothing is left.
static int abortReading(void) {
  isAborted = true;
  // After what is drawn.
  rl_point = rl_end;
  rl_redisplay();
  return READERR;
}

// The rest of a paste that was interrupted must not be read as if it had been typed.
static void dropPaste(void) {
  while (isPasting && isWaiting(silence)) {
    int byte = readByte();
    if (byte == EOF) return;
    const char *mark = pasteMarks[1];
    marked = byte == mark[marked] ? marked + 1 : byte == mark[0];
    if (mark[marked] == '\0') isPasting = false;
  }
  isPasting = false;
  marked = 0;
}

// MARK: - Keys

// Waits until there is something to read; false when a signal ends the reading.
static bool waitForByte(void) {
  while (true) {
    if (takeContinuation()) resume();
    if (isInterrupted() || lineEditorEndingSignal()) return false;
    if (aheadCount > 0) return true;
    struct pollfd polled[] = {
      {.fd = fileno(rl_instream), .events = POLLIN},
      {.fd = lineEditorSignalDescriptor(), .events = POLLIN},
    };
    int count = poll(polled, 2, -1);
    // Such as a window that has another size.
    rl_check_signals();
    if (count <= 0) continue;
    if (polled[1].revents != 0) {
      lineEditorDrainSignals();
    } else if (polled[0].revents != 0) {
      return true;
    }
  }
}

// Follows the marks around a paste.
static void follow(int byte) {
  const char *mark = pasteMarks[isPasting];
  marked = byte == mark[marked] ? marked + 1 : byte == mark[0];
  if (mark[marked] != '\0') return;
  isPasting = !isPasting;
  marked = 0;
}

static int readKey(FILE *stream) {
  (void)stream;
  while (!isAborted) {
    if (!waitForByte()) return abortReading();
    int byte = readByte();
    // Readline would submit what has been typed.
    if (byte == EOF) return abortReading();
    if (byte == READERR) continue;
    if (byte == interruptKey) {
      dropPaste();
      noteInterrupt();
      return abortReading();
    }
    if (!isPasting && (byte == quitKey || byte == stopKey)) {
      send(byte == quitKey ? SIGQUIT : SIGTSTP);
      continue;
    }
    bool isRestOfLineEnd = byte == '\n' && wasReturn;
    wasReturn = byte == '\r';
    if (isRestOfLineEnd) continue;
    follow(byte);
    // Readline's texts end at this byte.
    return byte == 0 && isPasting ? '?' : byte;
  }
  return READERR;
}

static int hasKey(void) {
  // The only way to ask for it.
  int timeout = rl_set_keyboard_input_timeout(0);
  rl_set_keyboard_input_timeout(timeout);
  return isWaiting(timeout / 1000);
}

static int key(const struct termios *settings, int index) {
  cc_t key = settings->c_cc[index];
  return (settings->c_lflag & ISIG) && key != _POSIX_VDISABLE ? key : -1;
}

// Makes the terminal send keys, and those of signals too.
static void prepareTerminal(int meta) {
  struct termios settings;
  int terminal = fileno(rl_instream);
  bool isKnown = tcgetattr(terminal, &settings) == 0;
  if (isKnown && (settings.c_lflag & ICANON)) {
    interruptKey = key(&settings, VINTR);
    quitKey = key(&settings, VQUIT);
    stopKey = key(&settings, VSUSP);
  }
  rl_prep_terminal(meta);
  if (!isKnown || tcgetattr(terminal, &settings) != 0) return;
  settings.c_lflag &= ~(tcflag_t)ISIG;
  tcsetattr(terminal, TCSADRAIN, &settings);
}

// Gives the terminal back, except after Ctrl-C: the next prompt follows at once, and the terminal would show
// what is typed until then a second time.
static void releaseTerminal(void) {
  if (isAborted) {
    rl_free_line_state();
    // Otherwise Readline ends the line once more, in some of its settings.
    rl_eof_found = 0;
    if (isInterrupted()) fputs("^C", rl_outstream);
    rl_crlf();
    rl_on_new_line();
    if (isInterrupted() && !lineEditorEndingSignal()) return;
  }
  rl_deprep_terminal();
}

void prepareInput(void) {
  // Those that matter are caught all the time; a signal that Readline catches does not wake `poll`.
  rl_catch_signals = 0;
  rl_getc_function = readKey;
  rl_input_available_hook = hasKey;
  rl_prep_term_function = prepareTerminal;
  rl_deprep_term_function = releaseTerminal;
}

void beginInput(void) {
  isAborted = false;
  isPasting = false;
  marked = 0;
}

bool wasInputAborted(void) { return isAborted; }

// MARK: - Type-ahead

void gatherTypeAhead(void) {
  struct pollfd input = {.fd = fileno(rl_instream), .events = POLLIN};
  while (poll(&input, 1, 0) > 0) {
    char bytes[4096];
    ssize_t count = read(input.fd, bytes, sizeof bytes);
    if (count <= 0) break;
    keep(bytes, (size_t)count);
  }
  // An interrupt takes what was typed before it along, as the terminal does it.
  for (size_t index = aheadCount; index-- > 0;) {
    if ((unsigned char)ahead[aheadStart + index] != interruptKey) continue;
    aheadStart += index + 1;
    aheadCount -= index + 1;
    noteInterrupt();
    break;
  }
}

size_t lineEditorTakeTypeAhead(char *bytes, size_t room) {
  size_t taken = 0;
  while (aheadCount > 0 && taken < room) {
    char byte = (char)readByte();
    bool isRestOfLineEnd = byte == '\n' && wasReturn;
    wasReturn = byte == '\r';
    if (!isRestOfLineEnd) bytes[taken++] = wasReturn ? '\n' : byte;
  }
  return taken;
}

void lineEditorTypeAhead(const char *bytes, size_t count) {
  if (count == 0) return;
  wasReturn = false;
  keep(bytes, count);
}
