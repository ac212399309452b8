using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Commands;

/// <summary>Commands that send a message to one user or invite them to the room.</summary>
public sealed class DirectMessageCommands(
    UserArgument user,
    DirectRooms direct,
    Posting posting,
    RoomInvitations inviting,
    FoyerSettings settings
) : CommandGroup
{
    public override IEnumerable<Command> Rows =>
        [
            new("pm", "/pm \"USER\" TEXT", "Sends a message to one person alone.", null, SayAsync),
            new("invite", "/invite USER", "Asks somebody into this room.", null, InviteAsync),
        ];

    private async Task<Outcome<CommandReply>> SayAsync(CommandContext ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (ask.Arguments.IsEmpty)
            return ask.UsageError;
        var fields = Fields.Of([KeyValuePair.Create("text", (string?)ask.Arguments.Rest)]);
        var text = fields.Text("text", settings.Limits.Message, lines: true);
        if (fields.Refusal is { } wrong)
            return wrong;
        if ((await direct.OpenAsync(ask.Caller, name, cancel)).Refused(out refusal, out var opened))
            return refusal;
        // The text after the name is sent literally, even when it looks like a command.
        var arguments = text[0] == '/' ? "/" + text : text;
        return (await posting.PostAsync(ask.Caller, new Draft(opened.Chat, arguments))).Refused(out refusal)
            ? refusal
            : new CommandReply($"Sent to {name}.", opened.Chat);
    }

    private async Task<Outcome<CommandReply>> InviteAsync(CommandContext ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (!ask.Arguments.IsEmpty)
            return ask.UsageError;
        return (await inviting.InviteAsync(ask.Caller, ask.Chat, name, cancel)).Refused(out refusal, out var invite)
            ? refusal
            : new CommandReply(
                $"{name} is invited. The link is for them alone: {settings.PublicUrl}/join/{invite.Code}"
            );
    }
}
