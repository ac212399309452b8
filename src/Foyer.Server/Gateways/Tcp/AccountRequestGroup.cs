using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Commands;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Live;
using Foyer.Server.Moderation;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>The own account, and other users by name, for terminals.</summary>
public sealed class AccountRequestGroup(
    Sessions sessions,
    Profiles people,
    UserArgument argument,
    AccountDeletion leaving
)
{
    private const int MostUsers = 50;
    private const int LongestText = 100;

    /// <summary>Ends the connection when it succeeds.</summary>
    internal const string DeleteAccount = "delete_account";

    internal IEnumerable<KeyValuePair<string, RequestHandler>> Rows =>
        [new("sessions", SessionsAsync), new("users", UsersAsync), new(DeleteAccount, DeleteAsync)];

    private async Task<Outcome<Reply>> SessionsAsync(Caller caller, Device device, Fields fields) =>
        Reply.From(new Listing<SessionSummary>(await sessions.ListAsync(caller, CancellationToken.None), null, null));

    private async Task<Outcome<Reply>> UsersAsync(Caller caller, Device device, Fields fields)
    {
        var search = fields.OptionalText("search", Usernames.MaxLength);
        var text = fields.OptionalText("text", LongestText, lines: true);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (text is not null)
            return List(
                (await argument.FindAsync(text, CancellationToken.None)).Select(user => new PublicUser(
                    user.Id,
                    user.Username,
                    user.Avatar
                ))
            );
        var page = await people.SearchAsync(caller, search, new Cursor(null, null, MostUsers), CancellationToken.None);
        return List(page.Rows.Select(user => new PublicUser(user.Id, user.Username, user.Avatar)));
    }

    private static Reply List(IEnumerable<PublicUser> users) =>
        Reply.List(
            null,
            json =>
            {
                foreach (var user in users)
                    user.Write(json);
            }
        );

    private async Task<Outcome<Reply>> DeleteAsync(Caller caller, Device device, Fields fields) =>
        (await leaving.DeleteAsync(new Proof(caller, fields, device), CancellationToken.None)).Refused(out var refusal)
            ? refusal
            : Reply.Nothing;
}
