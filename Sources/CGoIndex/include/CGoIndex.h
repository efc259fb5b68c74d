#ifndef DRYDOCK_CGOINDEX_H
#define DRYDOCK_CGOINDEX_H
#include <stddef.h>

/// What Go's standard library exports, as Go without bodies: `== import/path` begins each package. The first part is
/// written by `StandardLibraryWriter` from Go 1.19's sources; the additions are what came later, kept by hand.
const unsigned char *drydock_go_index_bytes(void);
size_t drydock_go_index_length(void);
const unsigned char *drydock_go_additions_bytes(void);
size_t drydock_go_additions_length(void);
#endif
