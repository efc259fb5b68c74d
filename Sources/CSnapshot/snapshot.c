#include "CSnapshot.h"

// `#embed` is C23; clang reads it in every mode, and says so in a warning that CI would take for a mistake of ours.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] __attribute__((aligned(16))) = {
#embed "snapshot/advisories.db" suffix(, )
    0};

const unsigned char *drydock_snapshot_bytes(void) { return bytes; }
size_t drydock_snapshot_length(void) { return sizeof bytes - 1; }
