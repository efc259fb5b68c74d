import Artifacts
import Findings
import Foundation
import TestSupport

@testable import Inventory

/// A file of a layer made by a test.
struct TestFile {
    var entry: Entry
    var content: [UInt8]

    init(_ path: String, _ text: String, mode: UInt16 = 0o644) {
        self.init(path, bytes: Array(text.utf8), mode: mode)
    }

    init(_ path: String, bytes: [UInt8], mode: UInt16 = 0o644) {
        entry = Entry(path: path, mode: mode, size: Int64(bytes.count))
        content = bytes
    }

    init(link path: String, to target: String) {
        entry = Entry(path: path, kind: .symbolicLink(target: target), mode: 0o777)
        content = []
    }
}

/// Runs analyzers over layers as the real pass does, with the rules of overlays reduced to "the highest path wins".
enum TestPass {
    static func run(
        _ layers: [[TestFile]], analyzers: [any Analyzer] = AllCatalogers.make(), rootLinks: [String: String] = [:]
    ) -> PassResult {
        var result = PassResult(rootLinks: rootLinks)
        var highest: [String: Int] = [:]
        for (index, layer) in layers.enumerated() {
            for file in layer { highest[file.entry.path] = index }
        }
        for (index, layer) in layers.enumerated() {
            let reference = layers.count > 1 ? LayerReference(index: index) : nil
            for file in layer.sorted(by: { $0.entry.path < $1.entry.path }) {
                let top = highest[file.entry.path] ?? index
                for analyzer in analyzers {
                    visit(file.entry, file.content, analyzer) { output in
                        switch output {
                        case .fact(let fact):
                            result.facts.append(
                                LocatedFact(
                                    path: file.entry.path, layer: reference,
                                    visibility: top == index ? .visible : .hidden(byLayer: top), fact: fact))
                        case .note(let text, let makesPartial):
                            result.notes.append(
                                ScanNote(text, makesPartial: makesPartial, location: Location(path: file.entry.path)))
                        case .count(let name, let number): result.statistics[name, default: 0] += number
                        }
                    }
                }
            }
        }
        return result
    }

    static func visit(
        _ entry: Entry, _ content: [UInt8], _ analyzer: any Analyzer, report: (AnalyzerOutput) -> Void
    ) {
        var analyzer = analyzer.forTask()
        content.withUnsafeBytes { bytes in
            switch analyzer.interest(in: entry) {
            case .nothing, .stream: break
            case .name: analyzer.analyze(entry, content: UnsafeRawBufferPointer(start: nil, count: 0), report: report)
            case .head(let size):
                analyzer.analyze(
                    entry, content: UnsafeRawBufferPointer(rebasing: bytes.prefix(size)), report: report)
            case .whole: analyzer.analyze(entry, content: bytes, report: report)
            case .wholeIfConfirmed:
                let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(OSReleaseCataloger.headSize))
                if analyzer.confirms(entry, head: head) { analyzer.analyze(entry, content: bytes, report: report) }
            }
        }
    }

    /// A pass over a folder on disk; only content that an analyzer asks for is read.
    static func run(folder: String, analyzers: [any Analyzer] = AllCatalogers.make()) -> PassResult {
        var result = PassResult()
        let manager = FileManager.default
        guard let walker = manager.enumerator(atPath: folder) else { return result }
        for case let path as String in walker {
            var status = stat()
            guard lstat(folder + "/" + path, &status) == 0 else { continue }
            var entry = Entry(path: path, mode: UInt16(status.st_mode & 0o7777), size: Int64(status.st_size))
            switch status.st_mode & S_IFMT {
            case S_IFREG: entry.kind = .file
            case S_IFDIR: entry.kind = .folder
            case S_IFLNK:
                let target = (try? manager.destinationOfSymbolicLink(atPath: folder + "/" + path)) ?? ""
                entry.kind = .symbolicLink(target: target)
                if !path.contains("/") { result.rootLinks[path] = target }
            default: continue
            }
            for analyzer in analyzers where analyzer.interest(in: entry) != .nothing {
                let content = entry.kind == .file ? manager.contents(atPath: folder + "/" + path).map(Array.init) : []
                visit(entry, content ?? [], analyzer) { output in
                    switch output {
                    case .fact(let fact): result.facts.append(LocatedFact(path: path, fact: fact))
                    case .note(let text, let makesPartial):
                        result.notes.append(
                            ScanNote(text, makesPartial: makesPartial, location: Location(path: path)))
                    case .count(let name, let number): result.statistics[name, default: 0] += number
                    }
                }
            }
        }
        return result
    }
}

/// Truncates, flips, repeats and overwrites parts of `bytes`.
func mutated(_ bytes: [UInt8], using numbers: inout SeededNumbers) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...6, using: &numbers) where !result.isEmpty {
        let position = Int.random(in: 0..<result.count, using: &numbers)
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: result.removeLast(result.count - position)
        case 1: result[position] = UInt8.random(in: 0...255, using: &numbers)
        case 2: result[position] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
        case 3: for index in position..<min(position + 4, result.count) { result[index] = 0xFF }
        case 4: result.insert(contentsOf: result[position..<min(position + 40, result.count)], at: position)
        default: result.removeSubrange(position..<min(position + 16, result.count))
        }
    }
    return result
}
