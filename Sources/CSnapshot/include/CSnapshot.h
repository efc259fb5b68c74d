#ifndef DRYDOCK_CSNAPSHOT_H
#define DRYDOCK_CSNAPSHOT_H
#include <stddef.h>

/// The embedded advisory snapshot; lives as long as the program.
const unsigned char *drydock_snapshot_bytes(void);
size_t drydock_snapshot_length(void);
#endif
