import Findings
import Manifests

/// A Dockerfile as rules look at it: the instructions with those of ONBUILD unwrapped, and the commands of RUN.
public struct DockerfileView: Sendable {
    public let file: Dockerfile
    public let options: DockerfileOptions
    /// Every instruction in its stage; ONBUILD gives the instruction it holds.
    public let items: [Item]
    /// Every RUN, those of ONBUILD too.
    public let runs: [Run]
    /// Every ENV and ARG.
    let settings: [Item]
    /// Every COPY and ADD.
    let copies: [Item]
    /// The commands that build a Go program of the file's own.
    private(set) var goBuilds: [GoBuild] = []
    /// Positions in `Dockerfile.stages` of the final stage and its bases.
    private let shipped: Set<Int>
    /// Indexes of stages that others are built on.
    private let bases: Set<Int>
    private let itemsOfStage: [Int: [Item]]

    /// An instruction and where it stands.
    public struct Item: Sendable {
        public let instruction: Instruction
        /// Position in `Dockerfile.instructions`.
        public let position: Int
        /// Position in `Dockerfile.stages`; -1: in front of all stages (ARG).
        public let stage: Int
        public let isTrigger: Bool
        public var keyword: Keyword { instruction.keyword }
    }

    /// A RUN and its commands.
    public struct Run: Sendable {
        public let instruction: Instruction
        public let position: Int
        public let stage: Int
        /// Of an ONBUILD.
        public let isTrigger: Bool
        public let script: ShellScript
        /// What SHELL says, or the shell of the base; `nil`: /bin/sh.
        public let shell: [String]?
        public let commands: [CommandView]
        /// The scripts that commands such as `sh -c '…'` are given, where they stand as they are written. The peers do
        /// not look into these.
        public let nested: [[CommandView]]
        /// `commands`, then each nested script.
        var scripts: [[CommandView]] { [commands] + nested }
        /// In the exec form no shell runs, unless the command is one.
        public var isExecForm: Bool { instruction.isExecForm }
    }

    public init(_ file: Dockerfile, options: DockerfileOptions = DockerfileOptions()) {
        self.file = file
        self.options = options
        var items: [Item] = []
        var runs: [Run] = []
        items.reserveCapacity(file.instructions.count)
        let pragmas = ShellPragma.read(file)
        var stage = -1
        var shell: [String]?
        var shells: [Int: [String]] = [:]
        for (position, instruction) in file.instructions.enumerated() {
            if instruction.keyword == .from || (stage < 0 && file.stages.first?.instructions.contains(position) == true)
            {
                if instruction.keyword == .from || stage < 0 {
                    if stage >= 0 { shells[file.stages[stage].index] = shell }
                    stage = file.stages.firstIndex { $0.from == position || $0.instructions.contains(position) } ?? -1
                    shell = nil
                    if stage >= 0, case .stage(let base) = file.stages[stage].base { shell = shells[base] }
                    if stage >= 0, let name = file.stages[stage].imageWord?.best, Self.isWindows(name) {
                        shell = ["cmd", "/S", "/C"]
                    }
                }
            }
            let effective = instruction.effective
            items.append(
                Item(
                    instruction: effective, position: position, stage: stage,
                    isTrigger: instruction.keyword == .onbuild && !instruction.trigger.isEmpty))
            if let pragma = pragmas[position] { shell = [pragma] }
            switch effective.keyword {
            case .shell: shell = effective.isExecForm ? effective.words.map(\.value) : nil
            case .run:
                let script = effective.script ?? ShellScriptNone.script
                let isPosix = Self.isPosix(shell)
                let commands = isPosix ? script.commands.filter { !$0.words.isEmpty }.map(CommandView.init) : []
                runs.append(
                    Run(
                        instruction: effective, position: position, stage: stage, isTrigger: instruction.isTrigger,
                        script: script, shell: shell,
                        commands: commands, nested: NestedScripts.read(commands, file.source)))
            default: break
            }
        }
        let lineage = Set(file.finalLineage.map(\.index))
        shipped = Set(file.stages.indices.filter { lineage.contains(file.stages[$0].index) })
        bases = Set(
            file.stages.compactMap { stage in
                if case .stage(let base) = stage.base { base } else { nil }
            })
        self.items = items
        self.runs = runs
        settings = items.filter { $0.keyword == .env || $0.keyword == .arg }
        copies = items.filter { $0.keyword == .copy || $0.keyword == .add }
        itemsOfStage = Dictionary(grouping: items, by: \.stage)
        goBuilds = findGoBuilds()
    }

    /// PowerShell and cmd are read by no POSIX shell.
    public static func isPosix(_ shell: [String]?) -> Bool {
        guard let first = shell?.first?.lowercased() else { return true }
        let name = first.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? first
        return !["pwsh", "powershell", "cmd"].contains(name.hasSuffix(".exe") ? String(name.dropLast(4)) : name)
    }

    static func isWindows(_ image: String) -> Bool {
        let name = image.lowercased()
        return name.contains("windowsservercore") || name.contains("nanoserver") || name.contains("/windows/")
            || name.contains("windows/servercore")
    }

    public func stage(_ number: Int) -> Stage? { file.stages.indices.contains(number) ? file.stages[number] : nil }

    /// Whether a stage is the final one or below it: what it holds is in the image.
    public func isShipped(_ stage: Int) -> Bool { shipped.contains(stage) }

    /// nil for what is in the image, `.all` for what only helps to build it.
    func profileUnlessShipped(_ stage: Int) -> RuleProfile? { isShipped(stage) ? nil : .all }

    /// Stages that later stages are built on.
    public func isBase(_ stage: Int) -> Bool {
        guard let index = self.stage(stage)?.index else { return false }
        return bases.contains(index)
    }

    func forEachCommand(_ body: (Run, CommandView) -> Void) {
        for run in runs {
            for command in run.commands { body(run, command) }
        }
    }

    public func items(inStage number: Int) -> [Item] { itemsOfStage[number] ?? [] }
}

/// An empty script for a RUN that has none.
enum ShellScriptNone {
    static let script = ShellParser.parse(LogicalText())
}

/// `# hadolint shell=powershell`: the shell of the base image, for the RUN lines behind.
enum ShellPragma {
    /// By the position of the first instruction behind the comment.
    static func read(_ file: Dockerfile) -> [Int: String] {
        var result: [Int: String] = [:]
        for comment in file.comments where comment.text.hasPrefix("hadolint") {
            let rest = comment.text.dropFirst(8).drop { $0 == " " || $0 == "\t" }
            guard rest.hasPrefix("shell") else { continue }
            let value = rest.dropFirst(5).drop { $0 == " " || $0 == "=" || $0 == "\t" }
            let position = file.instructions.firstIndex { $0.range.lowerBound > comment.range.lowerBound }
            if let position { result[position] = String(value.prefix { $0 != " " }) }
        }
        return result
    }
}
