using Foyer.Protocol;

namespace Foyer.Server.Commands;

/// <summary>One row of the table of commands.</summary>
/// <param name="Name">Without the slash.</param>
/// <param name="Usage">The line that shows its arguments.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Least">The lowest role of the server that may use it; null for everybody.</param>
public sealed record Command(
    string Name,
    string Usage,
    string Meaning,
    string? Least,
    Func<Ask, CancellationToken, Task<Outcome<Said>>> RunAsync
);
