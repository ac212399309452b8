using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Commands;

/// <summary>
/// Reads the user that a command names. Names may contain spaces: in quotes they are unmistakable, and without quotes the words
/// must fit one user only, so that no message reaches the wrong person.
/// </summary>
public sealed class UserArgument(Database database)
{
    public async Task<Outcome<string>> ReadAsync(Ask ask, CancellationToken cancel)
    {
        var possible = ask.Words.PossibleNames(Names.Longest);
        if (possible.Count > 1)
        {
            var users = await database.ReadAsync(
                db => possible.Where(name => Account.ByName(db, name) is { IsVerified: true }).ToList(),
                cancel
            );
            if (users.Count > 1)
                return Ambiguous(ask, users);
            if (users is [var only])
            {
                ask.Words.Skip(only);
                return only;
            }
        }
        return ask.Words.Name() is { } name ? name : ask.Misused;
    }

    private static Refusal Ambiguous(Ask ask, IEnumerable<string> users) =>
        Refusal.Of(
            400,
            "usage",
            $"{ask.Command.Usage} — put the name in quotes: {string.Join(" or ", users.Select(name => $"\"{name}\""))}."
        );
}
