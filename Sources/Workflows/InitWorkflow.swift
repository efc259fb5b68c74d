import Hardening

/// Writes hardened files for a Go module: `drydock init`.
public struct InitWorkflow: Sendable {
    /// Of the module.
    public var folder: String
    /// By the name of the flag: `base`, `port`, …; what is not answered takes its default.
    public var answers: [String: String]
    /// HEALTHCHECK by the small probe.
    public var usesProbe = false
    private let facts: ModuleFacts

    /// Reads the module.
    public init(folder: String, answers: [String: String] = [:]) throws(WorkflowError) {
        self.folder = folder
        self.answers = answers
        do {
            facts = try ModuleFacts.read(folder: folder)
        } catch {
            throw WorkflowError(error)
        }
    }

    /// What a flag takes that has a few answers only.
    public static let bases = ImageBase.allCases.map(\.rawValue)
    public static let pipelines = ContinuousIntegration.allCases.map(\.rawValue)
    public static let parts = GeneratedPart.allCases.map(\.rawValue)

    /// What is still to be asked. Answer and ask again: which program it is decides the rest.
    public func questions() -> [Question] {
        Generator.questions(facts, program: answers["program"]).filter { answers[$0.key] == nil }
    }

    /// - Throws: where an answer cannot be.
    public func plan() throws(WorkflowError) -> InitPlan {
        do {
            return InitPlan(try Generator(facts: facts, choices: try choices()), folder: folder)
        } catch {
            throw WorkflowError(error)
        }
    }

    private func choices() throws(HardeningError) -> Choices {
        var choices = try Choices(facts: facts, program: answers["program"])
        if let name = answers["name"] {
            // Image and namespace follow the name unless they are given too.
            choices.image = choices.image.replacing("/\(choices.name):", with: "/\(name):")
            choices.namespace = name
            choices.name = name
        }
        choices.base = try Self.one("base", answers["base"]) ?? choices.base
        choices.ci = try Self.one("ci", answers["ci"]) ?? choices.ci
        choices.image = answers["image"] ?? choices.image
        choices.namespace = answers["namespace"] ?? choices.namespace
        choices.goVersion = answers["go"] ?? choices.goVersion
        choices.buildDigest = answers["build-digest"]
        choices.baseDigest = answers["base-digest"]
        if let path = answers["health-path"] { choices.healthPath = path == "none" ? nil : path }
        if let path = answers["ready-path"] { choices.readyPath = path == "none" ? nil : path }
        if let port = answers["port"] { choices.port = port == "none" ? nil : try Self.number("port", port) }
        if let replicas = answers["replicas"] { choices.replicas = try Self.number("replicas", replicas) }
        if let parts = answers["only"] {
            choices.parts = []
            for part in parts.split(separator: ",") {
                if let part: GeneratedPart = try Self.one("only", String(part)) { choices.parts.insert(part) }
            }
        }
        choices.usesProbe = usesProbe
        return choices
    }

    private static func number(_ key: String, _ text: String) throws(HardeningError) -> Int {
        guard let number = Int(text) else { throw HardeningError("is no number", subject: "--\(key) \(text)") }
        return number
    }

    private static func one<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ text: String?
    ) throws(HardeningError) -> Choice? {
        guard let text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let list = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw HardeningError("is none of \(list)", subject: "--\(key) \(text)")
        }
        return choice
    }
}

extension WorkflowError {
    init(_ error: HardeningError) { self.init(error.problem, subject: error.subject) }
}
