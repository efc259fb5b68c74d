/// What a file turned out to be.
public enum GoBinaryInspection: Sendable, Hashable {
    case goBinary(GoBuildInfo)
    /// Another language's program, or no program at all.
    case notGo
    /// A program whose content cannot be seen.
    case opaque(OpaqueReason)
    /// Announces a program but is none that can be read.
    case malformed(ExecutableError)

    public enum OpaqueReason: Sendable, Hashable, CustomStringConvertible {
        /// Compressed by a packer, of which this is the name: `UPX`.
        case packed(by: String)

        public var description: String {
            switch self {
            case .packed(let packer): "packed with \(packer); unpack it to have it inspected"
            }
        }
    }

    /// Inspects a whole file, which must stay in memory during the call. Reads no more than headers and build information
    /// where the file is intact; never executes anything.
    public init(inspecting content: UnsafeRawBufferPointer) {
        guard let format = ExecutableFormat.detect(head: content) else {
            self = .notGo
            return
        }
        // A DOS program, or a text that starts with MZ.
        if format == .pe, !PEReader.isPE(content) {
            self = .notGo
            return
        }
        do throws(ExecutableError) {
            if format == .machO {
                self = try Self.inspectMachO(content)
            } else {
                self = Self.inspect(try Executable(format, content))
            }
        } catch {
            self = .malformed(error)
        }
    }

    /// Of a fat file the first part that is a Go program speaks for all.
    private static func inspectMachO(_ content: UnsafeRawBufferPointer) throws(ExecutableError) -> GoBinaryInspection {
        var first: GoBinaryInspection?
        for part in try MachOReader.parts(content) {
            let inspection = inspect(try MachOReader.readThin(part.bytes, at: part.offset))
            if case .goBinary = inspection { return inspection }
            first = first ?? inspection
        }
        return first ?? .notGo
    }

    private static func inspect(_ file: Executable) -> GoBinaryInspection {
        if let packer = file.packer { return .opaque(.packed(by: packer)) }
        let marks = GoMarks(file)
        guard marks != .absent else { return .notGo }

        if let block = BuildInfoReader(file).block() {
            var info = GoBuildInfo(toolchain: .stated(block.version), executable: file.summary)
            if !block.moduleList.isEmpty {
                let list = ModuleListReader(file.view.slice(block.moduleList))
                info.hasModuleList = true
                info.path = list.path
                info.main = list.main
                info.dependencies = list.dependencies
                info.settings = list.settings
                info.notes = list.notes
            }
            // Obfuscators write `unknown`.
            if !block.version.hasPrefix("go"), !block.version.hasPrefix("devel"),
                let toolchain = ToolchainEvidence(file).toolchain()
            {
                info.toolchain = toolchain
                info.notes.append("the build information states the toolchain as `\(block.version)`")
            }
            if info.main.map({ $0.version.isEmpty || $0.version == "(devel)" }) ?? true, info.setting("-ldflags") == nil
            {
                info.versionsSetByLinker = StringVariables(file).versionsSetByLinker().sorted()
            }
            return .goBinary(info)
        }
        guard let toolchain = ToolchainEvidence(file).toolchain() else {
            return .notGo
        }
        return .goBinary(GoBuildInfo(toolchain: toolchain, executable: file.summary))
    }
}

/// Whether the names of the sections show Go's linker at work: the cheap question, asked of each program of an image.
enum GoMarks {
    case present
    /// Has section names, none of them Go's.
    case absent
    /// Without names (or in PE, where Go uses none of its own) only the content tells.
    case unknown

    init(_ file: Executable) {
        guard !file.sections.isEmpty else {
            self = .unknown
            return
        }
        let names: [StaticString] =
            switch file.summary.format {
            case .elf:
                [
                    ".go.buildinfo", ".gopclntab", ".note.go.buildid", ".data.rel.ro.gopclntab", ".gosymtab",
                    ".go.fipsinfo", ".data.rel.ro.gosymtab",
                ]
            case .machO: ["__go_buildinfo", "__gopclntab", "__gosymtab", "__go_fipsinfo"]
            case .pe: []
            }
        guard !names.isEmpty else {
            self = .unknown
            return
        }
        let isMarked = file.sections.contains { section in names.contains { file.isNamed(section, $0) } }
        self = isMarked ? .present : .absent
    }
}
