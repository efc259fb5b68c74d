import GoSource

/// What Go source tells of how it must be built and run; of one file, of a package, or of a program with all the
/// packages of its module that it imports.
public struct SourceFacts: Sendable, Hashable {
    /// A TCP port that the source names.
    public struct Port: Sendable, Hashable {
        public var number: Int
        /// `path:line` where it stands.
        public var place: String
        /// Stands in a call that listens or in a server's `Addr`; else it is a default of something called a port.
        public var isCertain: Bool
        /// Listens on this machine only: nothing outside the container reaches it.
        public var isLoopback = false
    }

    public var isMainPackage = false
    public var hasMainFunction = false
    public var imports: Set<String> = []
    /// Why cgo is needed: `import "C"` and where, or the module that brings C along.
    public var cgo: Set<String> = []
    public var ports: [Port] = []
    public var servesHTTP = false
    public var servesGRPC = false
    public var servesGRPCHealth = false
    /// Paths that handlers answer and whose name says health, in the order found.
    public var healthPaths: [String] = []
    /// Of `//go:embed`, relative to the module.
    public var embedded: Set<String> = []
    /// Relative paths that are opened at run time.
    public var filesRead: Set<String> = []
    public var loadsTimeZones = false
    public var usesKubernetes = false
    public var hasSyntaxErrors = false

    public init() {}

    mutating func merge(_ other: SourceFacts) {
        imports.formUnion(other.imports)
        cgo.formUnion(other.cgo)
        for port in other.ports where !ports.contains(port) { ports.append(port) }
        servesHTTP = servesHTTP || other.servesHTTP
        servesGRPC = servesGRPC || other.servesGRPC
        servesGRPCHealth = servesGRPCHealth || other.servesGRPCHealth
        for path in other.healthPaths where !healthPaths.contains(path) { healthPaths.append(path) }
        embedded.formUnion(other.embedded)
        filesRead.formUnion(other.filesRead)
        loadsTimeZones = loadsTimeZones || other.loadsTimeZones
        usesKubernetes = usesKubernetes || other.usesKubernetes
        hasSyntaxErrors = hasSyntaxErrors || other.hasSyntaxErrors
        isMainPackage = isMainPackage || other.isMainPackage
        hasMainFunction = hasMainFunction || other.hasMainFunction
    }

    /// Ports, the likeliest first: named in a call that listens, then defaults; each number once.
    public var likelyPorts: [Port] {
        var seen = Set<Int>()
        return (ports.filter(\.isCertain) + ports.filter { !$0.isCertain }).filter { seen.insert($0.number).inserted }
    }
}

/// Import paths (whole, or up to a `/`) of modules that do not build without cgo.
enum CgoModules {
    static let paths: [String] = [
        "github.com/mattn/go-sqlite3", "github.com/mutecomm/go-sqlcipher", "github.com/confluentinc/confluent-kafka-go",
        "github.com/DataDog/zstd", "github.com/linxGnu/grocksdb", "github.com/tecbot/gorocksdb",
        "github.com/h2non/bimg",
        "github.com/davidbyttow/govips", "gocv.io/x/gocv", "github.com/libgit2/git2go", "github.com/miekg/pkcs11",
        "github.com/google/gopacket/pcap", "github.com/godror/godror", "github.com/marcboeker/go-duckdb",
        "rogchap.com/v8go", "github.com/pebbe/zmq4", "github.com/veandco/go-sdl2", "gopkg.in/gographics/imagick.v3",
        "github.com/ebitengine/oto", "github.com/wasmerio/wasmer-go", "github.com/bytecodealliance/wasmtime-go",
    ]

    static func path(of imported: String) -> String? {
        paths.first { imported == $0 || imported.hasPrefix($0 + "/") }
    }
}
