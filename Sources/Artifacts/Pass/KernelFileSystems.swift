/// The devices of the kernel's own file systems (proc, sysfs, cgroup, …), in which no files of the system's owner lie.
struct KernelFileSystems: Sendable {
    private let devices: Set<UInt64>

    private static let kinds: Set<String> = [
        "proc", "sysfs", "devpts", "devtmpfs", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs", "bpf",
        "selinuxfs", "pstore", "mqueue", "configfs", "binfmt_misc", "efivarfs", "fusectl",
    ]

    init(limits: Limits) {
        guard let file = try? OpenFile("/proc/self/mountinfo"),
            let bytes = try? file.readToEnd(limit: Int(limits.documentBytes))
        else {
            self.init(mountInfo: [])
            return
        }
        self.init(mountInfo: bytes)
    }

    /// - Parameter mountInfo: lines of proc(5) mountinfo: `ID PARENT MAJOR:MINOR … - TYPE SOURCE OPTIONS`.
    init(mountInfo: [UInt8]) {
        var devices = Set<UInt64>()
        for line in mountInfo.split(separator: 0x0A) {
            let fields = line.split(separator: 0x20)
            guard let dash = fields.firstIndex(where: { $0.elementsEqual([0x2D]) }), fields.count > dash + 1,
                Self.kinds.contains(String(decoding: fields[dash + 1], as: UTF8.self)), fields.count > 2
            else { continue }
            let numbers = fields[2].split(separator: 0x3A).map { UInt64(String(decoding: $0, as: UTF8.self)) ?? 0 }
            guard numbers.count == 2 else { continue }
            devices.insert(Self.device(major: numbers[0], minor: numbers[1]))
        }
        self.devices = devices
    }

    func contains(_ device: UInt64) -> Bool { devices.contains(device) }

    /// As glibc and musl put a device number together.
    static func device(major: UInt64, minor: UInt64) -> UInt64 {
        (major & 0xFFF) << 8 | (major & ~0xFFF) << 32 | (minor & 0xFF) | (minor & ~0xFF) << 12
    }
}
