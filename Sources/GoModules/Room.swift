// Filled by its room's first file.
