/// The repository of a working tree that is scanned.
enum GitFolder {
    /// What it was made of over time, which `--git-history` reads commit by commit; as mere files its packs would tell
    /// the same secrets without file, line and author. Packs deeper inside an artifact are read like other archives.
    static let objects = ".git/objects"
}
