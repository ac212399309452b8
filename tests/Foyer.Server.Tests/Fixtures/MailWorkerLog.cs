using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>Hears the postman say what became of a mail, which nobody outside is told.</summary>
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

    /// <summary>Returns at the next thing he says, or when it was said before and nobody listened.</summary>
    public async Task NextAsync() => (await said.WaitAsync(Patience)).ShouldBeTrue("the postman did nothing");

    public void Dispose() { }
}
