/// What the files of an update folder are versions of: one line an address, with its stamp. Lines that do not fit are
/// forgotten, which only costs a download.
struct UpdateState {
    var stamps: [String: FetchStamp] = [:]

    init() {}

    init(path: String) {
        guard let file = try? FileReader(path: path),
            let bytes = try? BufferedReader(file).rest(atMost: 4 << 20)
        else { return }
        for line in bytes.split(separator: 0x0a) {
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard fields.count == 3 else { continue }
            stamps[fields[0]] = FetchStamp(
                entityTag: fields[1].isEmpty ? nil : fields[1], lastModified: fields[2].isEmpty ? nil : fields[2])
        }
    }

    func write(to path: String) throws(AdvisoryError) {
        var text = ""
        for (url, stamp) in stamps.sorted(by: { $0.key < $1.key }) {
            let fields = [url, stamp.entityTag ?? "", stamp.lastModified ?? ""]
            guard fields.allSatisfy({ !$0.utf8.contains { $0 < 0x20 } }) else { continue }
            text += fields.joined(separator: "\t") + "\n"
        }
        try SystemCall.write(Array(text.utf8), to: path)
    }
}
