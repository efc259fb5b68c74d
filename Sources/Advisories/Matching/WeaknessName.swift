/// Short names of the weaknesses that advisories of Go programs and distributions name most; from CWE 4.x, in our words.
enum WeaknessName {
    static func of(_ cwe: Int) -> String? { names[cwe] }

    private static let names: [Int: String] = {
        var names: [Int: String] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            for number in parts[0].split(separator: " ") {
                if let number = Int(number) { names[number] = String(parts[1].dropFirst()) }
            }
        }
        return names
    }()

    /// Numbers, and what they are called.
    private static let lines = """
        20: missing input validation
        22 23: path traversal
        59: following of links
        61: following of symbolic links
        74: injection
        77: command injection
        78: operating system command injection
        79 80: cross-site scripting
        88: argument injection
        89: SQL injection
        90: LDAP injection
        91: XML injection
        93: line break injection
        94: code injection
        113: HTTP header injection
        115: misread input
        116: missing output encoding
        117: log injection
        119: memory access out of bounds
        120: buffer overflow
        121: stack buffer overflow
        122: heap buffer overflow
        124: write before a buffer
        125: read out of bounds
        126: read past a buffer
        128: number wraparound
        129: unchecked array index
        130: unchecked length
        131: wrong buffer size
        134: format string injection
        150: escape sequence injection
        170: missing terminator
        176: Unicode handling error
        178: letter case handling error
        184: incomplete deny list
        185: wrong regular expression
        190: integer overflow
        191: integer underflow
        193: off-by-one error
        194: sign extension error
        195: signed number conversion error
        197: number truncation
        200 201: information disclosure
        203: observable discrepancy
        208 385: timing side channel
        209: disclosure in error messages
        212: data left in output
        214: secrets in the process list
        226: data left in reused memory
        241: wrong data type handling
        248: unhandled error
        250: needless privileges
        252: unchecked result
        254: security feature error
        255: credential handling error
        256: credentials in plain text
        264 284: access control error
        266: wrong privilege assignment
        269: privilege handling error
        270: privilege context error
        271: privileges not dropped
        272: privileges kept too long
        273: unchecked drop of privileges
        275: permission error
        276: wrong default permissions
        277: inherited permissions
        280: permission handling error
        281: permissions not kept
        285: authorization error
        287: authentication error
        288 289 305: authentication bypass
        290: authentication bypass by spoofing
        294: replay of credentials
        295: certificate validation error
        296: certificate chain error
        297: certificate host mismatch
        299: revocation check error
        300: machine in the middle
        303: wrong authentication algorithm
        306: missing authentication
        307: unlimited login attempts
        311: missing encryption
        312: secrets in plain text
        319: transmission in plain text
        320: key handling error
        321: hard-coded key
        322: key exchange without authentication
        323: reuse of a nonce
        325: missing cryptographic step
        326: weak encryption
        327: broken cryptography
        328: weak hash
        330: predictable random values
        331: too little randomness
        335: predictable seed
        338: weak random generator
        345: missing check of authenticity
        346: origin check error
        347: signature check error
        352: cross-site request forgery
        354: integrity check error
        358: security check error
        359: disclosure of personal data
        362: race condition
        367: race between check and use
        369: division by zero
        377: unsafe temporary file
        379: unsafe temporary folder
        384: session fixation
        387: signal error
        400: resource exhaustion
        401: memory leak
        402: resource leak
        404: missing resource release
        405: amplified resource use
        407: costly algorithm
        409: decompression bomb
        415: double free
        416: use after free
        425: direct request
        426: untrusted search path
        427: uncontrolled search path
        428: unquoted search path
        434: unrestricted upload
        436: differing interpretation
        440: unexpected behaviour
        441: unintended proxy
        444: HTTP request smuggling
        451: misleading user interface
        457: use of an uninitialised variable
        459: incomplete cleanup
        470: unsafe reflection
        471: change of fixed data
        476: nil pointer dereference
        494: unverified download
        502: unsafe deserialisation
        521: weak password rules
        522: unprotected credentials
        532: secrets in logs
        538: secrets in files
        552: exposed files
        565: trust in cookies
        573: misuse of an interface
        601: open redirect
        602: checks on the client only
        610: reference to a foreign resource
        611: XML external entities
        613: session that does not end
        617: reachable assertion
        620: unverified password change
        639: authorization bypass by key
        640: weak password recovery
        641: name restriction error
        642: external control of state
        644: header injection
        662: synchronisation error
        664: resource handling error
        665: initialisation error
        667: locking error
        668: exposure to the wrong sphere
        669: transfer to the wrong sphere
        670: wrong control flow
        672: use after release
        674: unbounded recursion
        681: number conversion error
        682: wrong calculation
        683: wrong argument order
        690: unchecked nil
        693: failed protection
        697: wrong comparison
        703: unhandled exceptional condition
        704: wrong type conversion
        706: wrong name resolution
        707: missing neutralisation
        732: wrong permissions
        754: unchecked exceptional condition
        755: error handling mistake
        758: undefined behaviour
        763: wrong memory release
        770: unbounded allocation
        772: resource kept too long
        776: XML entity expansion
        787: write out of bounds
        788: access past a buffer
        789: unbounded memory allocation
        798: hard-coded credentials
        805: access with a wrong length
        823: pointer out of range
        824: uninitialised pointer
        826: early release
        829: inclusion from an untrusted sphere
        833: deadlock
        834: excessive iteration
        835: endless loop
        838: wrong output encoding
        842: wrong group assignment
        843: type confusion
        862: missing authorization
        863: wrong authorization
        908: use of an uninitialised resource
        909: missing initialisation
        913: uncontrolled code resources
        915: mass assignment
        916: weak password hash
        917: expression language injection
        918: server-side request forgery
        922: insecure storage
        924: message integrity error
        943: query injection
        1021: clickjacking
        1059: incomplete documentation
        1188: insecure default
        1236: formula injection
        1284: unchecked quantity
        1286: unchecked syntax
        1287: unchecked type
        1321: prototype pollution
        1333: costly regular expression
        1336: template injection
        1385: WebSocket origin check error
        1391: weak credentials
        1395: vulnerable dependency
        """
}
