#ifndef CREADLINE_H
#define CREADLINE_H

/// The version of GNU Readline that is linked, as 0x0802 for 8.2.
int lineEditorVersion(void);

#endif
