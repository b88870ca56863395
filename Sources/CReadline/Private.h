#ifndef CREADLINE_PRIVATE_H
#define CREADLINE_PRIVATE_H

#include <stdbool.h>

#include "CReadline.h"

/// What the editor asks.
extern LineEditorQuestions questions;

/// Binds the keys of statements of several lines.
void bindKeys(void);
/// Makes Readline ask for candidates.
void prepareCompletion(void);
/// Whether the program was continued after it had been stopped; asked once for each time.
bool takeContinuation(void);
/// Whether Ctrl-C has come that nobody has taken.
bool isInterrupted(void);

#endif
