import Artifacts
import Findings

/// A secret found in a file. It holds no more of the secret than its first and last characters.
public struct SecretFact: Fact, Hashable {
    /// Rule id, `DD-SEC-…`.
    public var ruleID: String
    /// Ids of further rules that see the same secret, and names that other tools give them.
    public var aliases: [String]
    public var title: String
    public var severity: Severity
    public var confidence: Confidence
    /// First and last characters, or the secret itself where `showsSecrets` was asked for.
    public var shown: String
    /// Of rule, secret and path: equal when the secret moves within its file.
    public var fingerprint: String
    /// Equal wherever the same secret of the same rule stands; it tells nothing of the secret.
    public var secretDigest: String
    /// Path inside the entry, where the entry is an archive: `inner.txt`.
    public var member: String?
    /// Of the first byte of the secret, from 1; absent in binary files.
    public var line: Int?
    public var column: Int?
    public var endLine: Int?
    /// Bytes before the secret.
    public var offset: Int
    public var evidence: [String]
    /// The comment of the same line asks to accept it.
    public var isAllowedInline = false
    /// Of a history: the commit that brought it, and who wrote that.
    public var commit: String?
    public var author: String?
    public var date: String?
}
