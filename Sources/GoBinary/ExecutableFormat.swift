/// The container formats that Go links.
public enum ExecutableFormat: String, Sendable, Hashable, CaseIterable {
    case elf = "ELF"
    case machO = "Mach-O"
    case pe = "PE"

    /// The format that the first bytes of a file announce; 8 bytes decide. Relocatable ELF objects and core dumps, Java
    /// classes (which share a magic number with Mach-O) and other files are nil.
    public static func detect(head: UnsafeRawBufferPointer) -> ExecutableFormat? {
        guard head.count >= 8 else { return nil }
        switch (head[0], head[1], head[2], head[3]) {
        case (0x7F, 0x45, 0x4C, 0x46):
            // The type (2 executable, 3 shared), in whichever byte order.
            guard head.count >= 18 else { return .elf }
            let type =
                head[5] == 2 ? UInt16(head[16]) << 8 | UInt16(head[17]) : UInt16(head[17]) << 8 | UInt16(head[16])
            return type == 2 || type == 3 ? .elf : nil
        case (0xFE, 0xED, 0xFA, 0xCE), (0xFE, 0xED, 0xFA, 0xCF), (0xCE, 0xFA, 0xED, 0xFE), (0xCF, 0xFA, 0xED, 0xFE):
            return .machO
        case (0xCA, 0xFE, 0xBA, 0xBE), (0xCA, 0xFE, 0xBA, 0xBF):
            // A class file holds its version here, which is at least 45.
            let count = UInt32(head[4]) << 24 | UInt32(head[5]) << 16 | UInt32(head[6]) << 8 | UInt32(head[7])
            return count > 0 && count < 43 ? .machO : nil
        case (0x4D, 0x5A, _, _):
            return .pe
        default:
            return nil
        }
    }
}

/// What the container says of a program.
public struct ExecutableSummary: Sendable, Hashable {
    public var format: ExecutableFormat
    /// As `GOARCH` names it where Go supports it, else `unknown`.
    public var architecture: String
    /// 32 or 64.
    public var wordSize: Int
    public var isBigEndian: Bool
    /// Whether the symbol table is gone (`-ldflags=-s`, `strip`).
    public var isStripped: Bool
    /// Whether it can be loaded at any address (`-buildmode=pie`, and shared libraries).
    public var isPositionIndependent: Bool

    public init(
        format: ExecutableFormat, architecture: String, wordSize: Int, isBigEndian: Bool, isStripped: Bool,
        isPositionIndependent: Bool
    ) {
        self.format = format
        self.architecture = architecture
        self.wordSize = wordSize
        self.isBigEndian = isBigEndian
        self.isStripped = isStripped
        self.isPositionIndependent = isPositionIndependent
    }
}

/// Why a file with the magic number of a program could not be read.
public struct ExecutableError: Error, Sendable, Hashable, CustomStringConvertible {
    public var format: ExecutableFormat
    /// What is wrong: `section headers lie beyond the end`.
    public var problem: String
    /// Where in the file.
    public var offset: UInt64

    public init(format: ExecutableFormat, problem: String, offset: UInt64) {
        self.format = format
        self.problem = problem
        self.offset = offset
    }

    public var description: String { "\(format.rawValue) file: \(problem), at byte \(offset)" }
}
