/// The tables of an advisory database.
///
/// - `meta`: the format's number and what the tables were built of.
/// - `source`: one row a feed.
/// - `shared`: one row, the texts that facts name by number.
/// - `ecosystem`: the number of each ecosystem.
/// - `package`: by (ecosystem, name) all that is said of it; the lookup is one step.
/// - `advisory`: what is said of more than two packages stands here once, and packages name it by number.
/// - `score`: by CVE id, ratings, KEV, EPSS.
/// - `lifecycle`: by product, its release lines.
/// - `digest`: of each other table, its rows and their SHA-256.
enum DatabaseFormat {
    static let number = 1
    /// `application_id` of the file: "DDCK".
    static let applicationID = 0x4444_434b

    /// Bytes of a page: small ones waste less behind the facts of a package, large ones make large databases flatter.
    static func pageSize(factBytes: Int) -> Int { factBytes < 16 << 20 ? 1024 : 4096 }

    static let schema = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE source(name TEXT PRIMARY KEY, date TEXT NOT NULL, records INTEGER NOT NULL,
          skipped INTEGER NOT NULL, licence TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE shared(number INTEGER PRIMARY KEY, facts BLOB NOT NULL);
        CREATE TABLE ecosystem(number INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE package(ecosystem INTEGER, name TEXT, facts BLOB NOT NULL,
          PRIMARY KEY(ecosystem, name)) WITHOUT ROWID;
        CREATE TABLE advisory(number INTEGER PRIMARY KEY, facts BLOB NOT NULL);
        CREATE TABLE score(cve INTEGER PRIMARY KEY, facts BLOB NOT NULL);
        CREATE TABLE lifecycle(product TEXT PRIMARY KEY, facts BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE digest(name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
        """

    /// Tables whose digests are kept, with a query that gives their rows in a fixed order.
    static let digested: [(table: String, query: String)] = [
        ("advisory", "SELECT number, facts FROM advisory ORDER BY number"),
        ("ecosystem", "SELECT number, name FROM ecosystem ORDER BY number"),
        ("lifecycle", "SELECT product, facts FROM lifecycle ORDER BY product"),
        ("meta", "SELECT key, value FROM meta ORDER BY key"),
        ("package", "SELECT ecosystem, name, facts FROM package ORDER BY ecosystem, name"),
        ("score", "SELECT cve, facts FROM score ORDER BY cve"),
        ("shared", "SELECT number, facts FROM shared ORDER BY number"),
        ("source", "SELECT name, date, records, skipped, licence FROM source ORDER BY name"),
    ]
}
