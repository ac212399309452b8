using System.Text;

namespace Foyer.Terminal.Tests;

/// <summary>Takes what is printed and tells when the first line is whole.</summary>
internal sealed class Lines : TextWriter
{
    private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public Task<string> FirstAsync() => first.Task;

    public override void WriteLine(string? value) => first.TrySetResult(value ?? "");
}
