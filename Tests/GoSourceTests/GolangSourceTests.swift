import Foundation
import Testing

@testable import GoSource

/// Debian's golang-src against gofmt: a sample here, the whole by hand (docs/go-source.md).
struct GolangSourceTests {
    private static let root = "/usr/share/go-1.19"

    @Test func gofmtAgreesWhichFilesAreGood() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/gofmt"),
            FileManager.default.fileExists(atPath: Self.root + "/test")
        else { return print("SKIPPED: gofmtAgreesWhichFilesAreGood: no gofmt or golang-src") }
        let all = FileManager.default.enumerator(atPath: Self.root)?.compactMap { $0 as? String } ?? []
        // Small files of many kinds; syntax errors are in the folders of tests.
        let sample = all.filter { $0.hasSuffix(".go") }.sorted().enumerated().filter { index, path in
            index % 29 == 0 || path.contains("syntax") || path.contains("testdata/fixedbugs")
        }.map { Self.root + "/" + $0.element }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
        let rejected = try Self.rejectedByGofmt(sample)
        #expect(rejected.count > 5)
        for path in sample {
            guard let source = DiskFiles().read(path), source.count < 100_000 else { continue }
            let file = GoFile(path: path, source: source)
            #expect(file.errors.isEmpty == !rejected.contains(path), "\(path): \(file.messages.prefix(2))")
            if file.errors.isEmpty { #expect(file.firstNodeOutsideOfParent == nil, "\(path)") }
        }
    }

    /// Line and column of every node, as they are printed, lead back to its byte, and what stands there begins as the node
    /// does. A sample; `DRYDOCK_ALL_CASES=1` takes all files.
    @Test func printedPositionsLeadBack() {
        let all = FileManager.default.enumerator(atPath: Self.root)?.compactMap { $0 as? String } ?? []
        guard !all.isEmpty else { return print("SKIPPED: printedPositionsLeadBack: no golang-src") }
        let step = ProcessInfo.processInfo.environment["DRYDOCK_ALL_CASES"] == nil ? 97 : 1
        var count = 0
        for (index, path) in all.filter({ $0.hasSuffix(".go") }).sorted().enumerated() where index % step == 0 {
            guard let source = DiskFiles().read(Self.root + "/" + path) else { continue }
            let file = GoFile(path: path, source: source)
            let lines = Array(source.bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
            var wrong: [String] = []
            for number in 1..<max(1, file.nodeCount) {
                let node = Node(index: UInt32(number))
                let range = file.range(of: node)
                guard range.lowerBound <= source.count, file.kind(node) != .none else { continue }
                let printed = "\(file.position(of: node).line):\(file.position(of: node).column)"
                let parts = printed.split(separator: ":").compactMap { Int($0) }
                guard parts.count == 2, parts[0] >= 1, parts[0] <= lines.count, parts[1] >= 1 else {
                    wrong.append(printed)
                    continue
                }
                let line = lines[parts[0] - 1]
                let offset = line.startIndex + parts[1] - 1
                let isBack = offset == range.lowerBound && file.lineRange(parts[0]).lowerBound == line.startIndex
                let text = source.bytes[range.clamped(to: 0..<source.count)].prefix { $0 != 0x0A }
                if !isBack || !lines[parts[0] - 1][offset...].starts(with: text) { wrong.append(printed) }
                count += 1
            }
            #expect(wrong.isEmpty, "\(path): \(wrong.prefix(5))")
        }
        #expect(count > 1000)
    }

    private static func rejectedByGofmt(_ paths: [String]) throws -> Set<String> {
        var rejected: Set<String> = []
        for start in stride(from: 0, to: paths.count, by: 300) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/gofmt")
            process.arguments = ["-e", "-l"] + paths[start..<min(start + 300, paths.count)]
            let errors = Pipe()
            process.standardError = errors
            process.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
            try process.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            for line in text.split(separator: "\n") {
                if let colon = line.firstIndex(of: ":") { rejected.insert(String(line[..<colon])) }
            }
        }
        return rejected
    }

    @Test func packagesOfTheStandardLibraryHaveTypes() {
        let folder = Self.root + "/src/encoding"
        guard FileManager.default.fileExists(atPath: folder) else {
            return print("SKIPPED: packagesOfTheStandardLibraryHaveTypes: no golang-src")
        }
        let program = GoProgram(load: folder)
        #expect(program.missingImports.filter { !$0.contains("internal") } == [])
        for package in program.packages where package.name == "json" || package.name == "gob" {
            let info = program.check(package)
            var unknown: [String] = []
            for file in info.files {
                for call in file.tree.nodes(of: .call) where info.callee(of: call, in: file) == .unknown {
                    unknown.append(
                        "\(file.tree.path):\(file.tree.line(of: call)) \(file.tree.text(of: call).prefix(60))")
                }
            }
            #expect(unknown.count < 40, "\(unknown.prefix(20))")
        }
    }
}
