import Findings

/// In which layer a package came: every layer that touches a package database stores all of it again, so the layer of
/// the visible database is mostly not the one that brought the package.
struct PackageHistory {
    private struct State {
        var layer: LayerReference
        /// `key` of each package it records.
        var keys: Set<UInt64>
    }

    /// Oldest first.
    private var states: [State] = []

    /// States of one database file below the visible one, in any order.
    init(older: [(layer: LayerReference, keys: Set<UInt64>)]) {
        states = older.map { State(layer: $0.layer, keys: $0.keys) }.sorted { $0.layer.index < $1.layer.index }
    }

    /// The earliest layer from which on the package is recorded without a break, up to `layer`.
    func origin(of key: UInt64, from layer: LayerReference?) -> LayerReference? {
        guard let layer else { return nil }
        var origin = layer
        for state in states.reversed() where state.layer.index < layer.index {
            guard state.keys.contains(key) else { break }
            origin = state.layer
        }
        return origin
    }

    static func key(_ name: String, _ architecture: String?, _ version: String) -> UInt64 {
        var hash = StableHash()
        for part in [name, architecture ?? "", version] {
            part.withBytes { $0.addTo(&hash) }
            hash.add(0)
        }
        return hash.value
    }
}
