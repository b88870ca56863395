#ifndef CHEAP_H
#define CHEAP_H

/// Sets the C library's allocator up for a script's many small values; called before anything else.
///
/// Does nothing where that allocator is not glibc's. Nothing depends on it but speed: see mallopt(3)
/// and madvise(2).
void prepareHeap(void);

#endif
