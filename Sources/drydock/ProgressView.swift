import Artifacts
import Synchronization

/// Bars on standard error, one for each layer being read, with the total and the time left. Nothing where it is no
/// terminal.
final class ProgressView: Sendable {
    private struct State {
        var layers: [String: PassProgress] = [:]
        var linesShown = 0
        var lastDrawn: ContinuousClock.Instant?
        let started = ContinuousClock.now
    }

    private let isShown: Bool
    private let state = Mutex(State())
    /// At most so many bars; the rest is counted.
    private static let barLimit = 6
    private static let interval = Duration.milliseconds(80)

    init(isShown: Bool) { self.isShown = isShown }

    func update(_ target: String, _ progress: PassProgress) {
        guard isShown else { return }
        state.withLock { state in
            state.layers["\(target)#\(progress.layer)"] = progress
            let now = ContinuousClock.now
            if let last = state.lastDrawn, now - last < Self.interval, !progress.isFinished { return }
            state.lastDrawn = now
            Self.draw(&state, now)
        }
    }

    /// Takes the bars away, so that the report stands alone.
    func clear() {
        guard isShown else { return }
        state.withLock { state in
            StandardError.write(Self.rewind(state.linesShown), terminator: "")
            state.linesShown = 0
        }
    }

    private static func rewind(_ lines: Int) -> String { lines > 0 ? "\u{1B}[\(lines)A\u{1B}[J" : "" }

    private static func draw(_ state: inout State, _ now: ContinuousClock.Instant) {
        var lines: [String] = []
        let active = state.layers.filter { !$0.value.isFinished }.sorted { $0.key < $1.key }
        for (_, progress) in active.prefix(barLimit) {
            lines.append(
                "  layer \(progress.layer + 1)/\(progress.layerCount) \(ProgressText.bar(progress.done, progress.total)) "
                    + ProgressText.megabytes(progress.done))
        }
        let done = state.layers.values.reduce(0) { $0 + $1.done }
        let total = state.layers.values.reduce(Int64(0)) { $0 + ($1.total ?? $1.done) }
        let seconds = max((now - state.started) / .seconds(1), 0.001)
        var summary =
            "  \(ProgressText.megabytes(done)) of \(ProgressText.megabytes(total)), \(ProgressText.megabytes(Int64(Double(done) / seconds)))/s"
        if done > 0, total > done {
            summary += ", \(Int((Double(total - done) / (Double(done) / seconds)).rounded(.up))) s left"
        }
        lines.append(summary)
        StandardError.write(rewind(state.linesShown) + lines.joined(separator: "\n"))
        state.linesShown = lines.count
    }
}
