import Findings
import Synchronization

/// Reads the layers of an image, several at once, and puts together what they brought.
struct ImagePass {
    let analyzers: [any Analyzer]
    let limits: Limits
    let control: PassControl
    let progress: ProgressHandler?

    func run(_ source: any ImageSource) throws(ArtifactError) -> PassResult {
        let layers = source.image.layers
        guard layers.count <= limits.layers else {
            throw .limitExceeded(
                blob: "the image", name: "layers", limit: Int64(limits.layers), offset: Int64(layers.count))
        }
        let outcomes = LayerOutcomes(count: layers.count)
        // The largest first, so that no large one is left to a single thread at the end.
        let order = layers.indices.sorted { first, second in
            let (a, b) = (layers[first].size ?? .max, layers[second].size ?? .max)
            return a == b ? first < second : a > b
        }
        let turn = Atomic<Int>(0)
        ThreadGroup.run(min(limits.parallelism, order.count)) {
            while true {
                let place = turn.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < order.count else { return }
                let index = order[place]
                outcomes.set(index, read(layers[index], of: layers.count, source))
            }
        }
        return try assemble(outcomes.taken(), source.image, source)
    }

    /// One layer; what could not be read becomes a note where that is allowed.
    func read(_ layer: ImageLayer, of count: Int, _ source: any ImageSource) -> Result<LayerOutcome, ArtifactError> {
        if let reason = layer.reasonToSkip { return .success(.skipped(layer, reason)) }
        do throws(ArtifactError) {
            try control.check(layer.index)
            var pass = pass(layer, of: count)
            pass.reopen = { () throws(ArtifactError) in try source.openLayer(layer) }
            return settle(pass.run(try source.openLayer(layer)), layer)
        } catch {
            return settle((LayerOutcome(), error), layer)
        }
    }

    func pass(_ layer: ImageLayer, of count: Int) -> LayerPass {
        var pass = LayerPass(
            layer: layer, analyzers: analyzers, limits: limits, control: control, isLowest: layer.index == 0)
        if let progress {
            pass.progress = { done in
                progress(
                    PassProgress(
                        layer: layer.index, layerCount: count, done: done, total: layer.size, isFinished: false))
            }
        }
        return pass
    }

    func settle(
        _ read: (outcome: LayerOutcome, failure: ArtifactError?), _ layer: ImageLayer
    ) -> Result<LayerOutcome, ArtifactError> {
        guard let failure = read.failure else { return .success(read.outcome) }
        guard limits.continuesPastBadLayers, failure != .cancelled else {
            if failure != .cancelled { control.fail(layer.index) }
            return .failure(failure)
        }
        var outcome = read.outcome
        outcome.notes.append(ScanNote("\(failure)", makesPartial: true))
        outcome.skipped = "\(failure)"
        return .success(outcome)
    }

    /// Looks up in layers with very many paths what their filters are not sure of.
    private func settleDoubts(
        _ resolver: inout OverlayResolver, _ image: ImageDescription, _ source: (any ImageSource)?
    ) throws(ArtifactError) -> [ScanNote] {
        var notes: [ScanNote] = []
        for (index, fingerprints) in resolver.doubts().sorted(by: { $0.key < $1.key }) {
            let layer = image.layers[index]
            guard let source else {
                notes.append(
                    ScanNote(
                        "\(layer.name) holds more paths than Limits.trackedPaths; a few facts of lower layers may be "
                            + "taken for hidden by it; unpack the archive to be sure", makesPartial: true))
                continue
            }
            let answers = try pass(layer, of: image.layers.count).probe(fingerprints, try source.openLayer(layer))
            resolver.settle(index, answers)
        }
        return notes
    }

    /// Puts the layers together; throws the error of the lowest that failed.
    ///
    /// - Parameter source: to read a layer again; nil where that cannot be done.
    func assemble(
        _ results: [Result<LayerOutcome, ArtifactError>], _ image: ImageDescription, _ source: (any ImageSource)?
    ) throws(ArtifactError) -> PassResult {
        var outcomes: [LayerOutcome] = []
        for case .failure(let error) in results where error != .cancelled { throw error }
        for result in results { outcomes.append(try result.get()) }
        let references = image.layers.map(\.reference)
        var resolver = OverlayResolver(outcomes, hash: control.hash)
        let doubtNotes = try settleDoubts(&resolver, image, source)
        let resolution = resolver.resolve(references)
        var result = PassResult(facts: resolution.facts, rootLinks: resolution.rootLinks, image: image)
        result.notes = image.notes + doubtNotes
        for (layer, outcome) in zip(image.layers, outcomes) {
            result.notes += outcome.notes
            for (name, number) in outcome.statistics {
                result.statistics[name] = (result.statistics[name] ?? 0) &+ number
            }
            result.layers.append(
                LayerSummary(
                    reference: layer.reference, mediaType: layer.mediaType?.rawValue,
                    packedSize: outcome.packedSize ?? layer.size, unpackedSize: outcome.unpackedSize,
                    entryCount: outcome.entryCount, skipped: outcome.skipped))
        }
        if let progress {
            for layer in image.layers {
                let size = layer.size ?? outcomes[layer.index].packedSize
                progress(
                    PassProgress(
                        layer: layer.index, layerCount: image.layers.count, done: size ?? 0, total: size,
                        isFinished: true))
            }
        }
        return result
    }
}

extension LayerOutcome {
    static func skipped(_ layer: ImageLayer, _ reason: String) -> LayerOutcome {
        var outcome = LayerOutcome()
        outcome.skipped = reason
        outcome.notes = [ScanNote("\(layer.name) was not read: \(reason)", makesPartial: true)]
        return outcome
    }
}

/// What the threads of a pass put their results into.
private final class LayerOutcomes: @unchecked Sendable {
    private let monitor = Monitor()
    // Guarded by `monitor`.
    private var results: [Result<LayerOutcome, ArtifactError>]

    init(count: Int) { results = Array(repeating: .failure(.cancelled), count: count) }

    func set(_ index: Int, _ result: Result<LayerOutcome, ArtifactError>) {
        monitor.locked { results[index] = result }
    }

    func taken() -> [Result<LayerOutcome, ArtifactError>] { monitor.locked { results } }
}
