/// Fingerprints of paths, 64 bits wide. The keys are new for each pass, so that nobody can make paths that collide.
struct PathHash: Sendable {
    /// What is said of a path.
    enum Mark: UInt64 {
        /// Something lies there that is no folder.
        case file = 0
        case folder = 0x9E37_79B9_7F4A_7C15
        /// A whiteout removes it from the layers below.
        case whiteout = 0xC2B2_AE3D_27D4_EB4F
        /// The folder hides all that lower layers put into it.
        case opaque = 0x1656_67B1_9E37_79F9
    }

    private let first: UInt64
    private let second: UInt64

    init() {
        var numbers = SystemRandomNumberGenerator()
        first = numbers.next() | 1
        second = numbers.next()
    }

    func callAsFunction(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = second ^ UInt64(bytes.count)
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return Self.mix(state, first) }
        var index = 0
        while index + 8 <= bytes.count {
            state = Self.mix(state ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self), first)
            index += 8
        }
        var tail: UInt64 = 0
        while index < bytes.count {
            tail = tail << 8 | UInt64(bytes[index])
            index += 1
        }
        return Self.mix(state ^ tail, first ^ 0xA076_1D64_78BD_642F)
    }

    /// Both halves of the product of two numbers.
    @inline(__always)
    private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        // A product of zero would forget what came before.
        return product.high ^ product.low ^ (a &+ b)
    }
}

extension UInt64 {
    func marked(_ mark: PathHash.Mark) -> UInt64 { self ^ mark.rawValue }
}
