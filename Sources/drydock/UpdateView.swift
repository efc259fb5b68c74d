import Advisories
import Synchronization

/// One line for each step of an update, on standard error; on a terminal the file being fetched has a bar.
final class UpdateView: Sendable {
    private struct State {
        var hasBar = false
        var lastDrawn: ContinuousClock.Instant?
    }

    private let isShown: Bool
    private let hasTerminal: Bool
    private let state = Mutex(State())
    private static let interval = Duration.milliseconds(80)

    init(isShown: Bool) {
        self.isShown = isShown
        hasTerminal = StandardError.isTerminal
    }

    func show(_ event: UpdateEvent) {
        guard isShown else { return }
        state.withLock { state in
            if case .progress(let source, _, let received, let total) = event {
                draw(source, received, total, &state)
                return
            }
            if state.hasBar {
                StandardError.write("\r\u{1B}[K", terminator: "")
                state.hasBar = false
            }
            if let line = Self.line(of: event) { StandardError.write(line) }
        }
    }

    private func draw(_ source: String, _ received: Int64, _ total: Int64?, _ state: inout State) {
        guard hasTerminal else { return }
        let now = ContinuousClock.now
        if let last = state.lastDrawn, now - last < Self.interval { return }
        state.lastDrawn = now
        state.hasBar = true
        let size = ProgressText.megabytes(received) + (total.map { " of \(ProgressText.megabytes($0))" } ?? "")
        StandardError.write("\r\u{1B}[K  \(source) \(ProgressText.bar(received, total)) \(size)", terminator: "")
    }

    private static func line(of event: UpdateEvent) -> String? {
        switch event {
        case .fetching(let source, let url): "fetching  \(source): \(url)"
        case .fetched(let source, _, .notModified): "unchanged \(source)"
        case .fetched(let source, _, .fetched(let size, _)): "fetched   \(source): \(size) bytes"
        case .failed(let source, _, let reason): "failed    \(source): \(reason)"
        case .reading(let source): "reading   \(source)"
        case .writing: "writing   the database"
        case .verifying: "verifying the database"
        case .progress: nil
        }
    }
}
