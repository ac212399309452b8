using Foyer.Protocol;
using Foyer.Server.Messages;
using Foyer.Server.Notifications;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Commands;

/// <summary>Speaking to one person (S002-08), and asking them into the room.</summary>
public sealed class TalkCommands(
    UserArgument user,
    DirectRooms direct,
    Posting posting,
    RoomInviting inviting,
    FoyerSettings settings
) : CommandRows
{
    public override IEnumerable<Command> Rows =>
        [
            new("pm", "/pm \"USER\" TEXT", "Sends a message to one person alone.", null, SayAsync),
            new("invite", "/invite USER", "Asks somebody into this room.", null, InviteAsync),
        ];

    private async Task<Outcome<Said>> SayAsync(Ask ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (ask.Words.IsEmpty)
            return ask.Misused;
        var fields = Fields.Of([KeyValuePair.Create("text", (string?)ask.Words.Rest)]);
        var text = fields.Text("text", settings.Limits.Message, lines: true);
        if (fields.Refusal is { } wrong)
            return wrong;
        if ((await direct.OpenAsync(ask.Caller, name, cancel)).Refused(out refusal, out var opened))
            return refusal;
        // What follows the name is said as it is, never another command.
        var words = text[0] == '/' ? "/" + text : text;
        return (await posting.PostAsync(ask.Caller, new Draft(opened.Chat, words))).Refused(out refusal)
            ? refusal
            : new Said($"Sent to {name}.", opened.Chat);
    }

    private async Task<Outcome<Said>> InviteAsync(Ask ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (!ask.Words.IsEmpty)
            return ask.Misused;
        return (await inviting.InviteAsync(ask.Caller, ask.Chat, name, cancel)).Refused(out refusal, out var invite)
            ? refusal
            : new Said($"{name} is invited. The link is for them alone: {settings.PublicUrl}/join/{invite.Code}");
    }
}
