import Glibc

/// Makes a write to a pipe that nobody reads any more an error of that write, not the end of the test process.
///
/// Safe to repeat. The networking library does the same once it has opened a socket, so tests must not rely on
/// either.
public func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
