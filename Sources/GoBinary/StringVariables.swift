/// The string variables of a Go program that have a value from the start: a pointer and a length in writable data.
struct StringVariables {
    private let file: Executable

    init(_ file: Executable) { self.file = file }

    /// Calls `body` with the place of the text of each variable whose length is in `lengths`. Where the linker left
    /// pointers to the loader (position-independent programs), relocations tell them; `body` says whether what came
    /// before was enough.
    func forEach(lengths: ClosedRange<UInt64>, _ body: (Range<Int>) -> Void, isEnough: () -> Bool) {
        let size = file.pointerSize
        let step = UInt64(size)
        for range in file.withoutRepetition(file.segments.lazy.filter(\.isWritable)) {
            let skew = (file.address(ofOffset: range.lowerBound) ?? 0) % step
            var offset = UInt64(range.lowerBound) + (skew == 0 ? 0 : step - skew)
            let end = UInt64(range.upperBound)
            while offset + 2 * step <= end {
                if let length = file.view.word(offset + step, size: size), lengths.contains(length),
                    let target = file.view.word(offset, size: size), let text = text(at: target, length: length)
                {
                    body(text)
                }
                offset += step
            }
        }
        guard !isEnough() else { return }
        file.forEachRelocation { address, target in
            if let offset = file.offset(ofAddress: clampedSum(address, step), count: step),
                let length = file.view.word(offset, size: size), lengths.contains(length),
                let text = text(at: target, length: length)
            {
                body(text)
            }
            return true
        }
    }

    private func text(at address: UInt64, length: UInt64) -> Range<Int>? {
        file.offset(ofAddress: address, count: length).flatMap { file.view.range($0, length) }
    }

    /// Values that look like versions of variables that the linker was told to set (`-X main.version=1.2.3`): it ends
    /// their text with a NUL, which Go's own strings do not have, and lays them beside each other.
    ///
    /// With `-trimpath` the go command leaves the linker's flags out of the build information, and this alone tells.
    func versionsSetByLinker() -> Set<String> {
        var versions = Set<String>()
        forEach(lengths: 5...40) { range in
            let bytes = file.view.bytes
            guard range.upperBound < bytes.count, bytes[range.upperBound] == 0, range.lowerBound > 0,
                bytes[range.lowerBound - 1] == 0,
                bytes[range.lowerBound] == UInt8(ascii: "v")
                    || bytes[range.lowerBound].isDigit,
                let version = GoBuildInfo.moduleVersion(file.view.text(range)),
                version.split(separator: ".").count >= 3
            else { return }
            versions.insert(version)
        } isEnough: {
            !versions.isEmpty
        }
        return versions
    }
}
