/// Keys that stand twice in a mapping.
extension YAMLBuilder {
    mutating func noteRepeatedKeys(_ pairs: ArraySlice<Int32>) {
        let keys = stride(from: pairs.startIndex, to: pairs.endIndex, by: 2).map { pairs[$0] }
        guard keys.count > 1 else { return }
        if keys.count <= 24 {
            for later in 1..<keys.count {
                for earlier in 0..<later where isSameScalar(keys[earlier], keys[later]) {
                    tables.repeatedKeys.append(YAMLRepeatedKey(key: keys[later], first: keys[earlier]))
                    break
                }
            }
        } else {
            var seen: [String: Int32] = [:]
            for key in keys where tables.records[Int(key)].kind == .scalar {
                let text = String(decoding: scalarBytes(key), as: UTF8.self)
                if text == "<<" { continue }
                if let first = seen[text] {
                    tables.repeatedKeys.append(YAMLRepeatedKey(key: key, first: first))
                } else {
                    seen[text] = key
                }
            }
        }
    }

    /// The bytes as written, quotes left out; escapes are not compared.
    private func scalarBytes(_ node: Int32) -> UnsafeBufferPointer<UInt8> {
        let record = tables.records[Int(node)]
        let quote: Int32 = record.style == .singleQuoted || record.style == .doubleQuoted ? 1 : 0
        let length = max(0, Int(record.end - record.start - 2 * quote))
        return UnsafeBufferPointer(start: base + Int(record.start + quote), count: length)
    }

    private func isSameScalar(_ left: Int32, _ right: Int32) -> Bool {
        guard tables.records[Int(left)].kind == .scalar, tables.records[Int(right)].kind == .scalar else {
            return false
        }
        let first = scalarBytes(left)
        let second = scalarBytes(right)
        guard first.count == second.count, first.first == second.first, first.elementsEqual(second) else {
            return false
        }
        // Several merge keys in a row are written by people who mean it.
        return !(first.count == 2 && first[0] == UInt8(ascii: "<") && first[1] == UInt8(ascii: "<"))
    }
}
