/// The objects of a repository on disk: loose ones and packs.
final class GitObjects {
    private struct Pack {
        var file: MappedFile
        var indexFile: MappedFile
        var index: GitPackIndex
    }

    private let folder: String
    private let limits: SecretLimits
    private let inflater = Inflater()
    private var packs: [Pack] = []
    private var readers: [GitPack] = []
    private(set) var notes: [String] = []

    init(folder: String, limits: SecretLimits) {
        self.folder = folder
        self.limits = limits
        for name in FolderListing.names(folder + "/pack") where name.hasSuffix(".pack") {
            let stem = folder + "/pack/" + name.dropLast(5)
            guard let file = MappedFile(stem + ".pack"), let indexFile = MappedFile(stem + ".idx"),
                let index = GitPackIndex(indexFile.bytes)
            else {
                notes.append("\(name): its index is missing, damaged or of an old version: the pack was not looked at")
                continue
            }
            packs.append(Pack(file: file, indexFile: indexFile, index: index))
            readers.append(GitPack(file.bytes, limits: limits, index: index))
        }
    }

    /// Names of all objects, those of packs in the order of the pack.
    func all() -> [GitObjectID] {
        var seen = Set<GitObjectID>()
        var names: [GitObjectID] = []
        for pack in packs {
            var places: [(offset: Int, id: GitObjectID)] = []
            for number in 0..<pack.index.count {
                guard let id = pack.index.id(number), let offset = pack.index.offset(number) else { continue }
                places.append((offset, id))
            }
            for place in places.sorted(by: { $0.offset < $1.offset }) where seen.insert(place.id).inserted {
                names.append(place.id)
            }
        }
        for part in FolderListing.names(folder) where part.utf8.count == 2 {
            for rest in FolderListing.names(folder + "/" + part) {
                guard let id = GitObjectID(hexadecimal: (part + rest).utf8), seen.insert(id).inserted else { continue }
                names.append(id)
            }
        }
        return names
    }

    func read(_ id: GitObjectID) -> (kind: GitPack.Kind, content: [UInt8])? {
        for (number, pack) in packs.enumerated() {
            if let offset = pack.index.offset(of: id) { return readers[number].object(at: offset, inflater) }
        }
        return loose(id)
    }

    private func loose(_ id: GitObjectID) -> (kind: GitPack.Kind, content: [UInt8])? {
        let name = id.description
        guard let file = MappedFile(folder + "/" + name.prefix(2) + "/" + name.dropFirst(2)) else { return nil }
        var out: [UInt8] = []
        inflater.start(.zlib)
        let (_, progress) = inflater.inflate(file.bytes) { part in
            guard out.count + part.count <= limits.gitObjectBytes + 64 else { return false }
            out.append(contentsOf: part)
            return true
        }
        guard progress == .done, let end = out.firstIndex(of: 0), end < 64 else { return nil }
        let kind: GitPack.Kind? =
            switch out.prefix(4) {
            case let word where word.elementsEqual("blob".utf8): .blob
            case let word where word.elementsEqual("tree".utf8): .tree
            case let word where word.elementsEqual("comm".utf8): .commit
            case let word where word.elementsEqual("tag ".utf8): .tag
            default: nil
            }
        return kind.map { ($0, Array(out[(end + 1)...])) }
    }
}
