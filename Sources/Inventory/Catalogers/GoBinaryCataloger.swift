import Artifacts
import Findings
import GoBinary

/// One Go program.
public struct GoBinaryFact: Fact, Hashable {
    public var info: GoBuildInfo
    /// Absent where the program has no function table.
    public var linkage: GoLinkage?
}

/// Finds Go programs wherever they lie: by the magic number of ELF, Mach-O and PE and the executable bit, never by name.
///
/// Files without the bit count too where the first bytes hold the note that Go's linker leaves (plugins, shared
/// libraries, programs copied without their mode).
struct GoBinaryCataloger: Analyzer {
    let name = "go-binary"

    /// No program is smaller than its headers.
    private static let leastSize = 64
    /// A file that may not be executed is looked at from this size on: Go links its runtime into every library.
    private static let leastLibrarySize = 256 << 10

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size >= (entry.isExecutable ? Self.leastSize : Self.leastLibrarySize) else {
            return .nothing
        }
        return .wholeIfConfirmed(limit: InventoryLimits.goBinary)
    }

    func confirms(_ entry: Entry, head: UnsafeRawBufferPointer) -> Bool {
        guard let format = ExecutableFormat.detect(head: head) else { return false }
        // PE knows no mode; a layer made on Windows has no bits to go by.
        return entry.isExecutable || format != .elf || Bytes(head).contains(Self.noteName)
    }

    /// Name and type of the build id note: the name's size stands before it, `Go` and two NULs, type 4.
    private static let noteName: StaticString = "\u{4}\u{0}\u{0}\u{0}Go\u{0}\u{0}"

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        switch GoBinaryInspection(inspecting: content) {
        case .notGo: break
        case .goBinary(let info):
            for note in info.notes { report(.note("\(entry.path): \(note)", makesPartial: false)) }
            if info.goVersion == nil, case .between(let oldest, let newest) = info.toolchain {
                let range = newest.map { "between \(oldest) and \($0)" } ?? "\(oldest) or later"
                report(
                    .note(
                        "\(entry.path): a Go program that does not tell its version of Go (\(range)), nor its modules",
                        makesPartial: true))
            }
            report(.fact(GoBinaryFact(info: info, linkage: GoLinkage(content: content))))
        case .opaque(let reason):
            report(.note("\(entry.path): a program that cannot be looked into: \(reason)", makesPartial: true))
        case .malformed(let error):
            report(.note("\(entry.path): \(error); not looked into", makesPartial: true))
        }
    }
}
