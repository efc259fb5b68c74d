/// What one file of a layer or folder brings, members of archives included.
final class FileReport {
    let path: String
    let limits: SecretLimits
    var found: [FoundSecret] = []
    var notes: [String] = []
    var scanned = 0
    private(set) var skipped: [ContentKind.Reason: Int] = [:]
    /// Bytes unpacked so far.
    private(set) var unpacked = 0
    var members = 0
    private var dictionaries = 0

    init(path: String, limits: SecretLimits) {
        self.path = path
        self.limits = limits
    }

    func skip(_ reason: ContentKind.Reason, _ bytes: Int) { skipped[reason, default: 0] += bytes }

    /// False once more would be unpacked than allowed.
    func mayUnpack(_ bytes: Int) -> Bool {
        unpacked += bytes
        guard unpacked > limits.unpackedBytes else { return true }
        note("unpacks to more than \(limits.unpackedBytes >> 20) MB: the rest was not looked at")
        return false
    }

    /// How much memory a stream may take: less where streams are in streams.
    func openDictionary(_ codec: Codec) -> Int {
        guard codec != .gzip else { return 0 }
        dictionaries += 1
        return limits.dictionaryBytes >> (2 * (dictionaries - 1))
    }

    func closeDictionary(_ codec: Codec) {
        if codec != .gzip { dictionaries -= 1 }
    }

    func mayOpenMember() -> Bool {
        members += 1
        guard members > limits.archiveMembers else { return true }
        note("holds more than \(limits.archiveMembers) members: the rest was not looked at")
        return false
    }

    func note(_ text: String) {
        if notes.count < 8, !notes.contains(text) { notes.append(text) }
    }
}
