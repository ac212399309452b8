using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>
/// Signed-in users and rooms for load tests. Guarded by <c>Foyer:Test:Populate</c>. It writes no system messages.
/// </summary>
public sealed class LoadTestPeople(Writer writer, LoadTestAccounts accounts)
{
    private const int Piece = 500;

    /// <summary>Confirmed people <c>p0</c>…, each a member of room <c>r(i mod rooms)</c>: the session token and the room of each.</summary>
    public async Task<IReadOnlyList<(string Token, long Chat)>> PopulateAsync(
        int people,
        int rooms,
        CancellationToken cancel
    )
    {
        var made = new List<(string, long)>(people);
        for (var first = 0; first < people; first += Piece)
        {
            var from = first;
            var outcome = await writer.WriteAsync<List<(string, long)>>(
                write =>
                    Enumerable
                        .Range(from, Math.Min(Piece, people - from))
                        .Select(i => Add(write, i, i % rooms))
                        .ToList(),
                cancel
            );
            made.AddRange(outcome.Value);
        }
        return made;
    }

    private (string, long) Add(Write write, int person, int room)
    {
        var chat =
            RoomReads.FindByName(write, $"r{room}", 0)?.Id
            ?? RoomStore.Add(write, RoomKind.Public, $"r{room}", null, null);
        var (user, token) = accounts.Add(write, $"p{person}");
        MembershipStore.Add(write, chat, user, RoomRole.Member);
        return (token, chat);
    }
}
