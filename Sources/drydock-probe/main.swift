import Probe

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The small static probe: arguments in, one line on standard error, exit 0 or 1 as HEALTHCHECK wants.
exit(ProbeCommandLine.run(Array(CommandLine.arguments.dropFirst())))
