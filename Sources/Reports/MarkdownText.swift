/// Text from a target, made safe to stand in Markdown: it formats nothing, links nowhere, mentions nobody.
enum MarkdownText {
    /// On one line. Source: CommonMark 0.31, section 2.4 (what a backslash escapes); GitHub's mentions and issue links.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in VisibleText.line(text).unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~", "$":
                escaped += "\\" + String(scalar)
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            // A mark of no width keeps `@name` from being a mention.
            case "@": escaped += "@<!---->"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// As code, which formats nothing; the fence is longer than any run of backquotes in it.
    static func code(_ text: String) -> String {
        let text = VisibleText.line(text)
        if text.isEmpty { return "" }
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = longest > 0 ? " " : ""
        // In a table a bar ends the cell even inside code, unless it is escaped.
        return fence + pad + text.replacing("|", with: "\\|") + pad + fence
    }
}
