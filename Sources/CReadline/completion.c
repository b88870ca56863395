#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "Private.h"

// The candidates that were offered last, and where what they replace begins.
static char **candidates = NULL;
static int count = 0;
static int start = 0;

void lineEditorOffer(const char *text) {
  char **grown = realloc(candidates, sizeof *candidates * (size_t)(count + 1));
  if (grown == NULL) return;
  candidates = grown;
  candidates[count] = strdup(text);
  if (candidates[count] != NULL) count++;
}

static void forgetCandidates(void) {
  for (int index = 0; index < count; index++) free(candidates[index]);
  free(candidates);
  candidates = NULL;
  count = 0;
}

// Readline finds the start of the word by going back to one of the characters that this returns: the one
// before the start that was asked for. Readline keeps no copy.
static char *askForCandidates(void) {
  static char before[2];
  forgetCandidates();
  start = questions.complete(questions.context, rl_line_buffer, rl_point);
  if (start < 0 || start > rl_point) start = rl_point;
  before[0] = start > 0 ? rl_line_buffer[start - 1] : 0;
  return before;
}

// The bytes that all candidates begin with, whole characters only.
static size_t commonLength(void) {
  size_t length = strlen(candidates[0]);
  for (int index = 1; index < count; index++) {
    size_t same = 0;
    while (same < length && candidates[0][same] == candidates[index][same]) same++;
    length = same;
  }
  while (length > 0 && (candidates[0][length] & 0xC0) == 0x80) length--;
  return length;
}

// What Readline puts into the text, and after it the candidates; it frees them.
static char **match(const char *word, int wordStart, int wordEnd) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  rl_completion_suppress_append = 1;
  if (count == 0 || wordStart != start) return NULL;
  char **matches = calloc((size_t)count + 2, sizeof *matches);
  if (matches == NULL) return NULL;
  size_t common = commonLength();
  // Candidates that differ from the word in case must not take any of it away.
  bool isLonger = count == 1 || common >= strlen(word);
  matches[0] = isLonger ? strndup(candidates[0], common) : strdup(word);
  for (int index = 0; count > 1 && index < count; index++) {
    matches[index + 1] = strdup(candidates[index]);
  }
  return matches;
}

static void list(char **matches, int matchCount, int longest) {
  char *text = questions.list(questions.context);
  if (text == NULL) return;
  int point = rl_point;
  rl_point = rl_end;
  rl_redisplay();
  rl_crlf();
  fputs(text, rl_outstream);
  free(text);
  rl_point = point;
  rl_on_new_line();
  rl_redisplay();
}

void prepareCompletion(void) {
  rl_completion_word_break_hook = askForCandidates;
  rl_attempted_completion_function = match;
  rl_completion_display_matches_hook = list;
  rl_completer_quote_characters = "";
  rl_basic_quote_characters = "";
  rl_sort_completion_matches = 0;
}
