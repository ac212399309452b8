using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>What terminals may do to a message besides writing, changing and deleting it.</summary>
public sealed class MessageRequestGroup(Reactions reacting)
{
    private const int LongestEmoji = 64;

    internal IEnumerable<KeyValuePair<string, RequestHandler>> Rows =>
        [new("react", ReactAsync), new("unreact", UnreactAsync)];

    private Task<Outcome<Reply>> ReactAsync(Caller caller, Device device, Fields fields) =>
        ChangeAsync(caller, fields, reacting.AddAsync);

    private Task<Outcome<Reply>> UnreactAsync(Caller caller, Device device, Fields fields) =>
        ChangeAsync(caller, fields, reacting.RemoveAsync);

    private static async Task<Outcome<Reply>> ChangeAsync(
        Caller caller,
        Fields fields,
        Func<Caller, long, string, CancellationToken, Task<Outcome<Message>>> change
    )
    {
        var id = fields.Integer("message", 1);
        var emoji = fields.Text("emoji", LongestEmoji);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await change(caller, id, emoji, CancellationToken.None)).Refused(out var refusal, out var message)
            ? refusal
            : Reply.Written(json => MessageJson.Write(json, message, message.User == caller.User));
    }
}
