#define _GNU_SOURCE
#include "CHeap.h"

#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// By how much the heap grows at a time; only what is written to takes memory.
static const size_t step = 64u << 20;

// The first writes to a large heap are much of what filling it costs, and fewer with large pages.
static void useLargePages(void) {
  const uintptr_t largePage = 2u << 20;
  // More than there is by now, so that the heap grows; volatile, so that it is not optimised away.
  void *volatile block = malloc(1u << 20);
  free(block);
  uintptr_t end = (uintptr_t)sbrk(0) & ~(largePage - 1);
  // Small scripts stay below the large pages, which take time to clear.
  uintptr_t start = end - step + 3 * largePage;
  madvise((void *)start, end - start, MADV_HUGEPAGE);
}

void prepareHeap(void) {
  // Scripts run on a thread with a large stack. The heap of any thread but the main one grows page by
  // page, with a system call each; with one heap for all it does not.
  mallopt(M_ARENA_MAX, 1);
  // Without the lists of small free blocks, which freeing a large one walks through.
  mallopt(M_MXFAST, 0);
  mallopt(M_TOP_PAD, step);
  mallopt(M_TRIM_THRESHOLD, 8 * step);
  mallopt(M_MMAP_THRESHOLD, step);
  useLargePages();
}
#else
void prepareHeap(void) {}
#endif
