using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>Reads from the log what became of an e-mail, which is visible nowhere else.</summary>
public sealed class MailWorkerLog : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim said = new(0);

    public ILogger CreateLogger(string categoryName) =>
        categoryName.EndsWith(".MailWorker", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => said.Release();

    /// <summary>Returns at the next log line, or at once when one was logged since the last call.</summary>
    public async Task NextAsync() => (await said.WaitAsync(Patience)).ShouldBeTrue("the postman did nothing");

    public void Dispose() { }
}
