using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>Counts the log lines of the server that contain a certain text.</summary>
internal sealed class LogLines(string words) : ILoggerProvider, ILogger
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (formatter(state, exception).Contains(words, StringComparison.Ordinal))
            Interlocked.Increment(ref count);
    }

    public void Dispose() { }
}
