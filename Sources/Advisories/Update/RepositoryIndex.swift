import Documents

/// Where an rpm repository keeps its advisories.
///
/// Source: createrepo_c, `repomd.xml`: `data` elements with `location` and `checksum`.
struct RepositoryIndex: Sendable, Hashable {
    /// Of `updateinfo`, within the repository.
    var path: String
    /// As the index writes it: it changes whenever the file does.
    var checksum: String

    /// Bytes that an index or a list of mirrors may have.
    static let sizeLimit = 4 << 20

    init(parsing bytes: [UInt8]) throws(FeedProblem) {
        let root: XMLElement
        do throws(DocumentError) {
            root = try XMLTree(bytes, limits: DocumentLimits(size: Self.sizeLimit, depth: 16, nodes: 1 << 16)).root
        } catch {
            throw FeedProblem("the index of the repository cannot be read: \(error)")
        }
        let data = root.children("data").first { $0.attribute("type") == "updateinfo" }
        guard let data, let path = data["location"]?.attribute("href"), !path.isEmpty else {
            throw FeedProblem("the repository holds no advisories (updateinfo)")
        }
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), !path.contains("://") else {
            throw FeedProblem("the index of the repository names a file outside of it: \(path)")
        }
        self.path = path
        checksum = data.text("checksum") ?? ""
    }

    /// The first repository of a `mirror.list`: one address a line.
    static func mirror(in bytes: [UInt8]) throws(FeedProblem) -> String {
        for line in bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let address = String(decoding: line.drop { $0 == 0x20 }.prefix { $0 != 0x20 }, as: UTF8.self)
            if address.hasPrefix("http://") || address.hasPrefix("https://") { return address }
        }
        throw FeedProblem("the list of mirrors names none")
    }
}
