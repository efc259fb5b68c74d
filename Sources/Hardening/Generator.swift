/// One file to write.
public struct GeneratedFile: Sendable, Hashable {
    public var part: GeneratedPart
    /// Relative to the module.
    public var path: String
    public var bytes: [UInt8]

    init(_ part: GeneratedPart, _ path: String, _ text: String) {
        self.part = part
        self.path = path
        bytes = Array(text.utf8)
    }
}

/// What source alone cannot tell.
public struct Question: Sendable, Hashable {
    /// The long flag that answers it, without `--`.
    public var key: String
    public var text: String
    public var `default`: String
    /// The answers there are; empty: any.
    public var options: [String] = []
}

/// Writes hardened files for a Go module: pure, from facts and choices to bytes.
public struct Generator: Sendable {
    public let facts: ModuleFacts
    public let choices: Choices
    let program: ModuleFacts.Program

    /// - Throws: where a choice cannot be.
    public init(facts: ModuleFacts, choices: Choices) throws(HardeningError) {
        program = try facts.program(choices.program)
        try choices.check()
        self.facts = facts
        self.choices = choices
    }

    /// Sorted by path.
    public func files() -> [GeneratedFile] {
        var files: [GeneratedFile] = []
        if choices.parts.contains(.dockerfile) {
            files.append(GeneratedFile(.dockerfile, "Dockerfile", dockerfile()))
        }
        if choices.parts.contains(.dockerignore) {
            files.append(GeneratedFile(.dockerignore, ".dockerignore", dockerignore()))
        }
        if choices.parts.contains(.compose) { files.append(GeneratedFile(.compose, "compose.yaml", compose())) }
        if choices.parts.contains(.kubernetes) {
            files.append(GeneratedFile(.kubernetes, "deploy/kubernetes.yaml", kubernetes()))
        }
        if choices.parts.contains(.ci) {
            switch choices.ci {
            case .github: files.append(GeneratedFile(.ci, ".github/workflows/drydock.yml", githubWorkflow()))
            case .gitlab: files.append(GeneratedFile(.ci, ".gitlab-ci.yml", gitlabPipeline()))
            case .none: break
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// What to ask on a terminal; flags answer it elsewhere. The first, where there are several programs, decides the
    /// defaults of the rest: ask for it first and call again with its answer.
    public static func questions(_ facts: ModuleFacts, program: String? = nil) -> [Question] {
        guard let choices = try? Choices(facts: facts, program: program) else {
            guard facts.programs.count > 1 else { return [] }
            let folders = facts.programs.map(\.folder)
            return [
                Question(
                    key: "program", text: "Which program runs in the container?", default: folders[0], options: folders)
            ]
        }
        var questions = [
            Question(
                key: "base", text: "What shall the image be based on?", default: choices.base.rawValue,
                options: ImageBase.allCases.map(\.rawValue)),
            Question(key: "image", text: "What shall the image be called?", default: choices.image),
        ]
        let port = choices.port.map(String.init) ?? "none"
        questions.append(
            Question(key: "port", text: "Which port does \(choices.name) listen on (none: on no port)?", default: port))
        if choices.healthPath == nil, choices.port != nil, !choices.servesGRPCHealth {
            questions.append(
                Question(
                    key: "health-path", text: "Which path answers 200 while it is healthy (none: the port is probed)?",
                    default: "none"))
        }
        questions.append(Question(key: "replicas", text: "How many replicas?", default: String(choices.replicas)))
        questions.append(
            Question(
                key: "ci", text: "Which CI runs drydock?", default: choices.ci.rawValue,
                options: ContinuousIntegration.allCases.map(\.rawValue)))
        return questions
    }

    /// What the person should know of what was found and decided, one sentence each.
    public func notes() -> [String] {
        var notes = facts.notes
        let source = program.source
        if let port = choices.port, let found = source.ports.first(where: { $0.number == port }) {
            if found.isLoopback {
                notes.append(
                    "\(found.place) listens on this machine only: in a container nothing reaches it; listen on :\(port)"
                )
            }
            let others = source.likelyPorts.filter { $0.number != port }.map { "\($0.number) (\($0.place))" }
            if !others.isEmpty {
                notes.append("other ports are named and not opened: \(others.joined(separator: ", "))")
            }
        } else if let port = choices.port, source.ports.isEmpty {
            notes.append("no port was found in the source; \(port) is taken")
        }
        if choices.usesCgo, !source.cgo.isEmpty {
            notes.append(
                "cgo is on (\(source.cgo.sorted().joined(separator: ", "))): C libraries it links against have to be added "
                    + "to both stages")
        }
        if !facts.outsideReplacements.isEmpty {
            notes.append(
                "go.mod replaces modules by folders outside of it (\(facts.outsideReplacements.joined(separator: ", "))): "
                    + "the build does not see them")
        }
        if source.usesKubernetes {
            notes.append(
                "it talks to Kubernetes: list what it reads in the Role, and set automountServiceAccountToken: true in "
                    + "the Deployment")
        }
        let missing = source.filesRead.subtracting(shippedFiles)
        if !missing.isEmpty {
            notes.append("opened at run time but not in the module: \(missing.sorted().joined(separator: ", "))")
        }
        if choices.usesProbe { notes.append("run `drydock probe --install deploy` before the image is built") }
        return notes
    }

    /// What is opened at run time and lies in the module: it is put into the image.
    var shippedFiles: [String] {
        program.source.filesRead.filter { facts.topEntries.contains(String($0.prefix { $0 != "/" })) }
            .filter { !$0.contains("..") && !Self.isSource($0) }.sorted()
    }

    private static func isSource(_ path: String) -> Bool {
        path.hasSuffix(".go") || path == "go.mod" || path == "go.sum" || path == "vendor" || path.hasPrefix(".")
    }

    /// Where the probe is installed, relative to the module.
    static let probePath = "deploy/drydock-probe"

    /// For the probe inside the container; nil where there is nothing to ask.
    var probeTarget: String? {
        guard let port = choices.port else { return nil }
        if let path = choices.healthPath { return "http://127.0.0.1:\(port)\(path)" }
        return choices.servesGRPCHealth ? "grpc://127.0.0.1:\(port)" : "tcp://127.0.0.1:\(port)"
    }
}
