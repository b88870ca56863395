#ifndef CREADLINE_H
#define CREADLINE_H

#include <stdbool.h>
#include <stddef.h>

// A line editor on GNU Readline that edits a whole statement, of several lines, as one text; and the
// signals that a prompt lives with. Everything is called on the main thread. Texts are UTF-8, offsets
// count its bytes.

/// What the editor asks about the text while it is edited. `text` is good during the call only.
typedef struct {
  void *context;
  /// Whether Enter submits the text.
  bool (*isComplete)(void *context, const char *text);
  /// The columns by which a line after `text` is indented.
  int (*indentation)(void *context, const char *text);
  /// Offers what could stand at `offset` with `lineEditorOffer`, and returns where that which it replaces
  /// begins.
  int (*complete)(void *context, const char *text, int offset);
  /// The drawing of the candidates that were offered last, which `free` takes back.
  char *(*list)(void *context);
  /// What is told about the word at `offset`, which `free` takes back; null when there is nothing.
  char *(*documentation)(void *context, const char *text, int offset);
} LineEditorQuestions;

/// Sets the editor up; called once, before it reads.
void lineEditorPrepare(const LineEditorQuestions *questions);

/// How reading ended.
typedef enum { lineEditorText, lineEditorInterrupted, lineEditorEnd } LineEditorOutcome;

/// Reads a statement.
///
/// - prompt: what stands before it; escape sequences in it are between the bytes 1 and 2.
/// - initial: what the buffer holds at the start.
/// - text: is given the statement, which `free` takes back.
LineEditorOutcome lineEditorRead(const char *prompt, const char *initial, char **text);

/// Takes what was typed after the statement that was read last, at most `room` bytes of it, and returns how
/// many those are. Enter is a line feed in it, as in all that a terminal gives to programs.
size_t lineEditorTakeTypeAhead(char *bytes, size_t room);

/// Gives back what was typed ahead and what nobody else has wanted: the next statement begins with it.
void lineEditorTypeAhead(const char *bytes, size_t count);

/// Offers a candidate; only while `complete` asks for them.
void lineEditorOffer(const char *text);

/// Puts a statement after all others that Up goes back to, of which there are at most `most`.
void lineEditorRemember(const char *text, int most);

/// Writes a text above the statement that is being edited, and draws that again.
void lineEditorNotice(const char *text);

// Signals.

/// Catches the signals that interrupt, end, stop and continue a program at a terminal.
void lineEditorCatchSignals(void);

/// A descriptor that can be read from when a signal has come; -1 when there is none.
int lineEditorSignalDescriptor(void);

/// Makes the descriptor unreadable until the next signal comes.
void lineEditorDrainSignals(void);

/// Whether Ctrl-C has come since this was asked last.
bool lineEditorTakeInterrupt(void);

/// The signal that asks the program to end, such as SIGHUP when the terminal is closed; 0 before.
int lineEditorEndingSignal(void);

#endif
