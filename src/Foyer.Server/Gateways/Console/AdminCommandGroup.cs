using Foyer.Protocol;

namespace Foyer.Server.Gateways.Console;

/// <summary>One command of the local console.</summary>
/// <param name="Usage">The line that shows its name and arguments.</param>
/// <param name="RunAsync">Returns the exit code.</param>
public sealed record AdminCommand(
    string Name,
    string Usage,
    Func<string[], TextWriter, CancellationToken, Task<int>> RunAsync
);

/// <summary>The console's commands of one subject; <see cref="AdminCommandTable"/> collects them.</summary>
public abstract class AdminCommandGroup
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Misused = 2;

    public abstract IEnumerable<AdminCommand> Rows { get; }

    /// <summary>Prints what was done, or the refusal.</summary>
    protected static async Task<int> RunAsync<T>(TextWriter output, Outcome<T> outcome, Func<T, string> sentence)
    {
        if (outcome.Refused(out var refusal, out var done))
        {
            foreach (var error in refusal.Errors)
                await output.WriteLineAsync(PlainText.Encode(error.Detail));
            return Refused;
        }
        await output.WriteLineAsync(PlainText.Encode(sentence(done)));
        return Done;
    }
}
