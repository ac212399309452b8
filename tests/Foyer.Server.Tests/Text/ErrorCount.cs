using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Text;

/// <summary>Keeps what the server logs as an error.</summary>
internal sealed class ErrorCount : ILoggerProvider, ILogger
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel < LogLevel.Error)
            return;
        lock (lines)
            lines.Add($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
