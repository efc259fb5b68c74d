/// The metrics of one CVSS version with the values each may have.
///
/// Sources: CVSS v2 guide, section 2; v3.0 and v3.1 specification, tables 1 to 15; v4.0 specification, sections 2 to 5.
struct CVSSMetrics: Sendable {
    struct Metric: Sendable {
        var name: String
        var values: [String]
    }

    var version: CVSSVersion
    var metrics: [Metric]
    /// Names that every vector must give; the first ones of `metrics`.
    var mandatory: Int

    static func of(_ version: CVSSVersion) -> CVSSMetrics {
        switch version {
        case .v2: v2
        case .v30: v30
        case .v31: v31
        case .v4: v4
        }
    }

    private static let v2 = CVSSMetrics(
        .v2, mandatory: 6,
        """
        AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C
        E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND
        CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND
        """)

    private static let v3Metrics = """
        AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:N,L,H I:N,L,H A:N,L,H
        E:X,U,P,F,H RL:X,O,T,W,U RC:X,U,R,C
        CR:X,L,M,H IR:X,L,M,H AR:X,L,M,H
        MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H
        """
    private static let v30 = CVSSMetrics(.v30, mandatory: 8, v3Metrics)
    private static let v31 = CVSSMetrics(.v31, mandatory: 8, v3Metrics)

    private static let v4 = CVSSMetrics(
        .v4, mandatory: 11,
        """
        AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N
        E:X,A,P,U CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L
        MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A
        MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N
        S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red
        """)

    private init(_ version: CVSSVersion, mandatory: Int, _ table: String) {
        self.version = version
        self.mandatory = mandatory
        metrics = table.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { entry in
            let parts = entry.split(separator: ":")
            return Metric(name: String(parts[0]), values: parts[1].split(separator: ",").map(String.init))
        }
    }
}
