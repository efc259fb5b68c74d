#include "CSnapshot.h"

static const unsigned char bytes[] __attribute__((aligned(16))) = {
#embed "snapshot/advisories.db" suffix(, )
    0};

const unsigned char *drydock_snapshot_bytes(void) { return bytes; }
size_t drydock_snapshot_length(void) { return sizeof bytes - 1; }
