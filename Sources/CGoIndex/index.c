#include "CGoIndex.h"

// `#embed` is C23; clang reads it in every mode, and says so in a warning that CI would take for a mistake of ours.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char generated[] = {
#embed "standard-library.txt" suffix(, )
    0, 0, 0, 0, 0, 0, 0, 0};

static const unsigned char additions[] = {
#embed "additions.txt" suffix(, )
    0, 0, 0, 0, 0, 0, 0, 0};

const unsigned char *drydock_go_index_bytes(void) { return generated; }
size_t drydock_go_index_length(void) { return sizeof generated - 8; }
const unsigned char *drydock_go_additions_bytes(void) { return additions; }
size_t drydock_go_additions_length(void) { return sizeof additions - 8; }
