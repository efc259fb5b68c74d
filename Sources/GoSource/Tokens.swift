/// One token of a file with its place; implicit semicolons have no bytes.
public struct LexedToken: Sendable, Hashable {
    public var token: Token
    public var range: Range<Int>
    public var isImplicit: Bool
}

/// A file as the lexer sees it.
public struct LexedFile: Sendable {
    public var tokens: [LexedToken]
    public var comments: [Comment]
    public var errors: [SyntaxError]

    /// All tokens of `source` up to its end.
    public init(_ source: SourceText) {
        var tokens: [LexedToken] = []
        var comments: [Comment] = []
        var errors: [SyntaxError] = []
        source.padded.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, source.count <= SourceText.maximumSize else { return }
            errors = EncodingCheck.errors(in: base, count: source.count)
            var lexer = Lexer(bytes, count: source.count)
            lexer.next()
            while lexer.token != .endOfFile {
                let isImplicit = lexer.token == .semicolon && lexer.isImplicit
                tokens.append(
                    LexedToken(token: lexer.token, range: lexer.start..<lexer.end, isImplicit: isImplicit))
                lexer.next()
            }
            comments = lexer.comments
            errors += lexer.errors
        }
        self.tokens = tokens
        self.comments = comments
        self.errors = errors
    }
}
