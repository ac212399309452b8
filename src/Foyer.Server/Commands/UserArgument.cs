using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Commands;

/// <summary>
/// Finds the user that a command names. Names may contain spaces: quoted names are unambiguous, and unquoted text must match
/// exactly one user, so that no message reaches the wrong user.
/// </summary>
public sealed class UserArgument(Database database)
{
    public async Task<Outcome<string>> ReadAsync(CommandContext ask, CancellationToken cancel)
    {
        var possible = ask.Arguments.PossibleNames(Usernames.MaxLength);
        if (possible.Count > 1)
        {
            var users = await FindAsync(possible, cancel);
            if (users.Count > 1)
                return Ambiguous(ask, users.Select(user => user.Name));
            if (users is [var only])
            {
                ask.Arguments.Skip(only.Name);
                return only.Name;
            }
        }
        return ask.Arguments.Name() is { } name ? name : ask.UsageError;
    }

    /// <summary>The users whose names unquoted text may begin with, the shortest name first.</summary>
    public async Task<IReadOnlyList<Account>> FindAsync(string text, CancellationToken cancel)
    {
        var users = await FindAsync(new CommandArguments(text).PossibleNames(Usernames.MaxLength), cancel);
        return [.. users.Select(user => user.Account)];
    }

    private Task<List<(string Name, Account Account)>> FindAsync(
        IReadOnlyList<string> names,
        CancellationToken cancel
    ) =>
        database.ReadAsync(
            db =>
                names
                    .Select(name => (Name: name, Account: Account.ByName(db, name)!))
                    .Where(user => user.Account is { IsVerified: true })
                    // Additional white space does not make a different name.
                    .DistinctBy(user => user.Account.Id)
                    .ToList(),
            cancel
        );

    private static Refusal Ambiguous(CommandContext ask, IEnumerable<string> users) =>
        Refusal.Of(
            400,
            "usage",
            $"{ask.Command.Usage} — put the name in quotes: {string.Join(" or ", users.Select(name => $"\"{name}\""))}."
        );
}
