import ArgumentParser
import Workflows

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes hardened files for a Go module.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a hardened Dockerfile, compose file, Kubernetes manifests and CI for a Go module.",
        discussion: """
            The module is read first: its programs, ports, health endpoints, embedded files, cgo. What that does not tell
            is asked on a terminal; elsewhere flags answer, or defaults. Files that exist are left as they are.

            Examples:
              drydock init
              drydock init services/api --base scratch --image ghcr.io/shop/api:1.4.0 --yes
              drydock init --only dockerfile,dockerignore --dry-run
            """)

    @Argument(help: ArgumentHelp("The folder that holds go.mod.", valueName: "folder"))
    var folder = "."

    @Option(help: ArgumentHelp("Folder of the main package, where there are several.", valueName: "folder"))
    var program: String?

    @Option(help: "Name of service and objects; default: the program's.")
    var name: String?

    @Option(help: ArgumentHelp("Of the final image: \(InitWorkflow.bases.joined(separator: ", ")).", valueName: "kind"))
    var base: String?

    @Option(help: ArgumentHelp("What the image is called, with a tag.", valueName: "name:tag"))
    var image: String?

    @Option(help: "Namespace of the Kubernetes objects; default: the name.")
    var namespace: String?

    @Option(help: "Port it listens on, or none.")
    var port: String?

    @Option(help: ArgumentHelp("Path that answers 200 while it is alive, or none.", valueName: "path"))
    var healthPath: String?

    @Option(help: ArgumentHelp("Path that answers 200 while it takes requests, or none.", valueName: "path"))
    var readyPath: String?

    @Option(help: ArgumentHelp("How many pods.", valueName: "count"))
    var replicas: String?

    @Option(help: ArgumentHelp("Pipeline: \(InitWorkflow.pipelines.joined(separator: ", ")).", valueName: "kind"))
    var ci: String?

    @Option(help: ArgumentHelp("Write these only: \(InitWorkflow.parts.joined(separator: ", ")).", valueName: "parts"))
    var only: String?

    @Option(help: ArgumentHelp("Go release to build with.", valueName: "version"))
    var go: String?

    @Option(help: ArgumentHelp("Pins the image of the build stage, sha256:….", valueName: "digest"))
    var buildDigest: String?

    @Option(help: ArgumentHelp("Pins the image of the final stage, sha256:….", valueName: "digest"))
    var baseDigest: String?

    @Flag(help: "HEALTHCHECK by the small probe that drydock probe --install puts into deploy/.")
    var probe = false

    @Flag(name: [.short, .long], help: "Ask nothing.")
    var yes = false

    @Flag(help: "Print the files instead of writing them.")
    var dryRun = false

    @Flag(help: "Overwrite files that exist.")
    var force = false

    private var answers: [String: String] {
        let given: [(String, String?)] = [
            ("program", program), ("name", name), ("base", base), ("image", image), ("namespace", namespace),
            ("port", port), ("health-path", healthPath), ("ready-path", readyPath), ("replicas", replicas), ("ci", ci),
            ("only", only), ("go", go), ("build-digest", buildDigest), ("base-digest", baseDigest),
        ]
        return Dictionary(uniqueKeysWithValues: given.compactMap { key, value in value.map { (key, $0) } })
    }

    func run() throws {
        var workflow = try InitWorkflow(folder: folder, answers: answers)
        workflow.usesProbe = probe
        if !yes, !dryRun, isatty(STDIN_FILENO) == 1, StandardError.isTerminal { ask(&workflow) }
        let plan = try workflow.plan()
        for file in plan.files {
            if dryRun {
                StandardOutput.write(Array("==> \(file.file.path)\n".utf8) + file.file.bytes + [0x0A])
            } else if file.isSame {
                StandardError.write("unchanged: \(file.path)")
            } else if file.exists && !force {
                StandardError.write("left as it is: \(file.path) exists (--force overwrites it)")
            } else {
                try makeFolders(for: file.path)
                if force {
                    try OutputFile.write(file.file.bytes, to: file.path)
                } else {
                    try OutputFile.create(file.path, holding: file.file.bytes)
                }
                StandardError.write("written: \(file.path)")
            }
        }
        for note in plan.notes { StandardError.write("note: \(note)") }
    }

    /// Each question once, until nothing is open; an empty line takes the default.
    private func ask(_ workflow: inout InitWorkflow) {
        while let question = workflow.questions().first {
            let options = question.options.isEmpty ? "" : " (\(question.options.joined(separator: ", ")))"
            StandardError.write("\(question.text)\(options) [\(question.default)] ", terminator: "")
            guard let line = readLine() else { return }
            let words = line.split(whereSeparator: \.isWhitespace)
            let answer = words.isEmpty ? question.default : words.joined(separator: " ")
            guard question.options.isEmpty || question.options.contains(answer) else { continue }
            workflow.answers[question.key] = answer
        }
    }

    private func makeFolders(for path: String) throws {
        var end = path.startIndex
        while let slash = path[end...].firstIndex(of: "/") {
            let folder = String(path[..<slash])
            end = path.index(after: slash)
            guard !folder.isEmpty, mkdir(folder, 0o755) != 0, errno != EEXIST else { continue }
            throw WorkflowError("cannot make the folder: \(String(cString: strerror(errno)))", subject: folder)
        }
    }
}

extension OutputFile {
    /// Writes a new file whole or not at all, and never over one that came to be in the meantime.
    static func create(_ path: String, holding bytes: [UInt8]) throws {
        let neighbour = path + ".\(getpid()).new"
        try write(bytes, to: neighbour)
        defer { unlink(neighbour) }
        guard link(neighbour, path) == 0 else {
            throw WorkflowError("cannot write: \(String(cString: strerror(errno)))", subject: path)
        }
    }
}
