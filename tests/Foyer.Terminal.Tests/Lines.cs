using System.Text;
using System.Threading.Channels;

namespace Foyer.Terminal.Tests;

/// <summary>Collects what is printed, line by line, for the tests that wait for it.</summary>
internal sealed class Lines : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public Task<string> NextAsync() => lines.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public override void WriteLine(string? value) => lines.Writer.TryWrite(value ?? "");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
