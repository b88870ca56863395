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
/// Makes Readline read its keys here.
void prepareInput(void);
/// Begins with the keys of a statement.
void beginInput(void);
/// Whether reading the statement was ended by Ctrl-C or a signal.
bool wasInputAborted(void);
/// Takes what was typed after the statement, before Enter could be done.
void gatherTypeAhead(void);

/// Whether the program was continued after it had been stopped; asked once for each time.
bool takeContinuation(void);
/// Whether Ctrl-C has come that nobody has taken.
bool isInterrupted(void);
/// Ctrl-C has come as a key.
void noteInterrupt(void);

#endif
