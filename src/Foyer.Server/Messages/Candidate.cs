using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>A message that a search found, as much of it as choosing takes.</summary>
internal sealed record Candidate(long Id, string Text)
{
    public const string Columns = "m.id, m.text";

    public static Candidate Read(Row row) => new(row.Number(0), row.Text(1));
}
