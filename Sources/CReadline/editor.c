#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>
#include <readline/history.h>

#include "Private.h"

LineEditorQuestions questions;

static const char *initialText = "";

static int insertInitialText(void) {
  if (*initialText) rl_insert_text(initialText);
  return 0;
}

void lineEditorPrepare(const LineEditorQuestions *given) {
  questions = *given;
  // Only how characters are made of bytes: numbers are written the same everywhere.
  setlocale(LC_CTYPE, "");
  rl_readline_name = "imgflow";
  // Set before ~/.inputrc is read, so that it wins.
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_variable_bind("echo-control-characters", "off");
  rl_startup_hook = insertInitialText;
  prepareInput();
  prepareCompletion();
  using_history();
  rl_initialize();
  bindKeys();
}

LineEditorOutcome lineEditorRead(const char *prompt, const char *initial, char **text) {
  initialText = initial;
  // What came while something else ran was meant for that.
  lineEditorTakeInterrupt();
  takeContinuation();
  rl_resize_terminal();
  beginInput();
  char *line = readline(prompt);
  if (wasInputAborted() || line == NULL || lineEditorEndingSignal()) {
    free(line);
    rl_clear_pending_input();
    bool isOver = !lineEditorTakeInterrupt() || lineEditorEndingSignal();
    return isOver ? lineEditorEnd : lineEditorInterrupted;
  }
  gatherTypeAhead();
  *text = line;
  return lineEditorText;
}

void lineEditorRemember(const char *text, int most) {
  stifle_history(most);
  HIST_ENTRY *last = history_get(history_base + history_length - 1);
  if (last && strcmp(last->line, text) == 0) return;
  add_history(text);
}

void lineEditorNotice(const char *text) {
  bool isReading = RL_ISSTATE(RL_STATE_READCMD);
  if (isReading) rl_clear_visible_line();
  fputs(text, rl_outstream ? rl_outstream : stdout);
  fflush(rl_outstream ? rl_outstream : stdout);
  if (!isReading) return;
  rl_on_new_line();
  rl_redisplay();
}
