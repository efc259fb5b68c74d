/// Where bytes stand in others.
public enum ByteSearch {
    /// The first place of `text`; nil where it does not occur.
    public static func firstIndex(of text: some Collection<UInt8>, in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first else { return nil }
        let count = text.count
        return bytes.withUnsafeBufferPointer { buffer in
            var position = 0
            while position + count <= buffer.count {
                if buffer[position] == first, buffer[position..<(position + count)].elementsEqual(text) {
                    return bytes.startIndex + position
                }
                position += 1
            }
            return nil
        }
    }
}
