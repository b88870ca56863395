#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>
#include <readline/history.h>

#include "Private.h"

// The keymaps in which text is typed. A key that is bound in one of them only is lost to those who
// edit as in vi.
static const char *typing[] = {"emacs", "vi-insert"};
static const char *all[] = {"emacs", "vi-insert", "vi-command"};

static int insertNewline(int count, int key) {
  char *before = rl_copy_text(0, rl_point);
  int columns = questions.indentation(questions.context, before);
  free(before);
  rl_begin_undo_group();
  rl_insert_text("\n");
  while (columns-- > 0) rl_insert_text(" ");
  rl_end_undo_group();
  return 0;
}

static int submit(int count, int key) {
  rl_point = rl_end;
  return rl_newline(count, key);
}

// Enter.
static int submitIfComplete(int count, int key) {
  if (questions.isComplete(questions.context, rl_line_buffer)) return submit(count, key);
  return insertNewline(count, key);
}

// Where the line of the text begins in which an offset is.
static int lineStart(int offset) {
  while (offset > 0 && rl_line_buffer[offset - 1] != '\n') offset--;
  return offset;
}

static int lineEnd(int offset) {
  while (offset < rl_end && rl_line_buffer[offset] != '\n') offset++;
  return offset;
}

// The offset in the line from `start` that is as many characters from it as the cursor is from its own.
static int sameColumn(int start) {
  int columns = 0;
  for (int offset = lineStart(rl_point); offset < rl_point; offset++) {
    if ((rl_line_buffer[offset] & 0xC0) != 0x80) columns++;
  }
  int end = lineEnd(start);
  int offset = start;
  while (offset < end && columns > 0) {
    do {
      offset++;
    } while (offset < end && (rl_line_buffer[offset] & 0xC0) == 0x80);
    columns--;
  }
  return offset;
}

// Up: a line of the statement, or an earlier statement.
static int up(int count, int key) {
  int start = lineStart(rl_point);
  if (start == 0) return rl_get_previous_history(count, key);
  rl_point = sameColumn(lineStart(start - 1));
  return 0;
}

static int down(int count, int key) {
  int end = lineEnd(rl_point);
  if (end == rl_end) return rl_get_next_history(count, key);
  rl_point = sameColumn(end + 1);
  return 0;
}

static int beginningOfLine(int count, int key) {
  rl_point = lineStart(rl_point);
  return 0;
}

static int endOfLine(int count, int key) {
  rl_point = lineEnd(rl_point);
  return 0;
}

// A closing bracket at the start of a line stands under the line that opens it.
static int insertClosing(int count, int key) {
  int start = lineStart(rl_point);
  int offset = start;
  while (offset < rl_point && rl_line_buffer[offset] == ' ') offset++;
  if (start > 0 && offset == rl_point && rl_point - start >= 2) {
    rl_delete_text(rl_point - 2, rl_point);
    rl_point -= 2;
  }
  return rl_insert(count, key);
}

// Tells about the word at the cursor, above the statement, which is drawn again.
static int tellAboutWord(int count, int key) {
  char *text = questions.documentation(questions.context, rl_line_buffer, rl_point);
  if (text == NULL) return rl_ding();
  int point = rl_point;
  rl_point = rl_end;
  rl_redisplay();
  rl_crlf();
  fputs(text, rl_outstream);
  free(text);
  rl_point = point;
  rl_on_new_line();
  rl_redisplay();
  return 0;
}

// Binds a sequence of keys where it still means what Readline gave it, so that ~/.inputrc wins.
static void rebind(
  const char *keys, rl_command_func_t *from, rl_command_func_t *to, const char **maps, int count
) {
  char bytes[64];
  int length = 0;
  if (strlen(keys) >= sizeof bytes / 2 || rl_translate_keyseq(keys, bytes, &length) != 0) return;
  for (int index = 0; index < count; index++) {
    Keymap map = rl_get_keymap_by_name(maps[index]);
    rl_command_func_t *known = rl_function_of_keyseq_len(bytes, (size_t)length, map, NULL);
    if (known == NULL || known == from) rl_bind_keyseq_in_map(keys, to, map);
  }
}

void bindKeys(void) {
  rl_add_defun("imgflow-submit-if-complete", submitIfComplete, -1);
  rl_add_defun("imgflow-submit", submit, -1);
  rl_add_defun("imgflow-newline", insertNewline, -1);
  rl_add_defun("imgflow-up", up, -1);
  rl_add_defun("imgflow-down", down, -1);
  rl_add_defun("imgflow-documentation", tellAboutWord, -1);
  rebind("\\C-m", rl_newline, submitIfComplete, all, 3);
  rebind("\\C-j", rl_newline, submitIfComplete, all, 3);
  rebind("\\e\\C-m", rl_vi_editing_mode, insertNewline, typing, 1);
  rebind("\\C-x\\C-m", NULL, submit, typing, 2);
  const char *ups[] = {"\\e[A", "\\eOA", "\\C-p"};
  const char *downs[] = {"\\e[B", "\\eOB", "\\C-n"};
  for (int index = 0; index < 3; index++) {
    rebind(ups[index], rl_get_previous_history, up, typing, 2);
    rebind(downs[index], rl_get_next_history, down, typing, 2);
  }
  rebind("k", rl_get_previous_history, up, all + 2, 1);
  rebind("j", rl_get_next_history, down, all + 2, 1);
  rebind("\\C-a", rl_beg_of_line, beginningOfLine, typing, 1);
  rebind("\\C-e", rl_end_of_line, endOfLine, typing, 1);
  const char *homes[] = {"\\e[H", "\\eOH", "\\e[1~"};
  const char *ends[] = {"\\e[F", "\\eOF", "\\e[4~"};
  for (int index = 0; index < 3; index++) {
    rebind(homes[index], rl_beg_of_line, beginningOfLine, typing, 2);
    rebind(ends[index], rl_end_of_line, endOfLine, typing, 2);
  }
  rebind("\\e[5~", NULL, rl_history_search_backward, typing, 2);
  rebind("\\e[6~", NULL, rl_history_search_forward, typing, 2);
  rebind("}", rl_insert, insertClosing, typing, 2);
  rebind(")", rl_insert, insertClosing, typing, 2);
  rebind("]", rl_insert, insertClosing, typing, 2);
  rebind("\\eh", NULL, tellAboutWord, typing, 1);
  rebind("\\eOP", NULL, tellAboutWord, typing, 2);
  rebind("\\e[11~", NULL, tellAboutWord, typing, 2);
}
