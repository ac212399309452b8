using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Moderation;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>The own account, for terminals.</summary>
public sealed class AccountRequests(Sessions sessions, Leaving leaving)
{
    /// <summary>Ends the connection when it succeeds.</summary>
    internal const string DeleteAccount = "delete_account";

    internal IEnumerable<KeyValuePair<string, Request>> Rows =>
        [new("sessions", SessionsAsync), new(DeleteAccount, DeleteAsync)];

    private async Task<Outcome<Reply>> SessionsAsync(Caller caller, Device device, Fields fields) =>
        Reply.Of(new Listing<SessionLine>(await sessions.ListAsync(caller, CancellationToken.None), null, null));

    private async Task<Outcome<Reply>> DeleteAsync(Caller caller, Device device, Fields fields) =>
        (await leaving.LeaveAsync(new Proof(caller, fields, device), CancellationToken.None)).Refused(out var refusal)
            ? refusal
            : Reply.Nothing;
}
