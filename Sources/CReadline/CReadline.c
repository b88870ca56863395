#include "CReadline.h"

#include <stdio.h>

#include <readline/readline.h>

int lineEditorVersion(void) { return rl_readline_version; }
