using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Commands;

/// <summary>Commands to find, enter and leave rooms.</summary>
public sealed class RoomCommands(
    Memberships joining,
    InviteLinks admitting,
    RoomEdits keeping,
    RoomQueries reading,
    Hub hub,
    FoyerSettings settings
) : CommandGroup
{
    private const int Most = 100;
    private const string Invited = "/join/";

    public override IEnumerable<Command> Rows =>
        [
            new(
                "join",
                "/join ROOM",
                "Joins the room of that name, or makes it; also by an invite link.",
                null,
                JoinAsync
            ),
            new("leave", "/leave", "Leaves this room.", null, LeaveAsync),
            new("list", "/list", "Lists your rooms and the public ones.", null, ListAsync),
            new("topic", "/topic TEXT", "Sets what this room is about.", null, SetTopicAsync),
            new("who", "/who", "Tells who is here.", null, WhoAsync),
        ];

    private async Task<Outcome<CommandReply>> JoinAsync(CommandContext ask, CancellationToken cancel)
    {
        if (ask.Arguments.Text() is not { } typed)
            return ask.UsageError;
        if (CodeOf(typed) is { } code)
            return await EnterAsync(ask, code, cancel);
        var fields = Fields.Of([KeyValuePair.Create("name", (string?)typed)]);
        var name = RoomName.Parse(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await joining.JoinByNameAsync(ask.Caller, name, cancel)).Refused(out var refusal, out var joined)
            ? refusal
            : new CommandReply(joined.IsNew ? $"You have made {name}." : $"You are in {name}.", joined.Chat);
    }

    /// <summary>Returns the code of a pasted invite link, or null when the text is not one.</summary>
    private static string? CodeOf(string typed) =>
        typed.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && typed.Contains("://", StringComparison.Ordinal)
        && typed.LastIndexOf(Invited, StringComparison.Ordinal) is var at and > 0
            ? typed[(at + Invited.Length)..].TrimEnd('.', '/')
            : null;

    private async Task<Outcome<CommandReply>> EnterAsync(CommandContext ask, string code, CancellationToken cancel)
    {
        if ((await admitting.JoinAsync(ask.Caller, code, cancel)).Refused(out var refusal, out var joined))
            return refusal;
        return (await reading.RoomAsync(ask.Caller, joined.Chat, cancel)).Refused(out refusal, out var room)
            ? refusal
            : new CommandReply($"You are in {room.Room.Name}.", joined.Chat);
    }

    private async Task<Outcome<CommandReply>> LeaveAsync(CommandContext ask, CancellationToken cancel)
    {
        if (!ask.Arguments.IsEmpty)
            return ask.UsageError;
        if ((await reading.RoomAsync(ask.Caller, ask.Chat, cancel)).Refused(out var refusal, out var room))
            return refusal;
        return (await joining.LeaveAsync(ask.Caller, ask.Chat, cancel)).Refused(out refusal)
            ? refusal
            : new CommandReply($"You have left {room.Room.Name}.");
    }

    private async Task<Outcome<CommandReply>> ListAsync(CommandContext ask, CancellationToken cancel)
    {
        if (!ask.Arguments.IsEmpty)
            return ask.UsageError;
        var mine = await reading.MyRoomsAsync(ask.Caller, 0, Most, cancel);
        var others = await reading.PublicRoomsAsync(ask.Caller, null, 0, Most, cancel);
        var lines = mine.Where(room => room.Room.Kind != RoomKind.Direct)
            .Select(room => Line(room, " · joined"))
            .Concat(others.Where(room => room.Room.Role is null).Select(room => Line(room, "")))
            .ToList();
        return new CommandReply(
            lines.Count == 0 ? "There are no rooms yet. /join makes one." : string.Join("\n", lines)
        );
    }

    private async Task<Outcome<CommandReply>> SetTopicAsync(CommandContext ask, CancellationToken cancel)
    {
        if (ask.Arguments.Text() is not { } typed)
            return ask.UsageError;
        var fields = Fields.Of([KeyValuePair.Create("topic", (string?)typed)]);
        var changes = RoomDraft.Parse(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await keeping.ChangeAsync(ask.Caller, ask.Chat, changes, cancel)).Refused(out var refusal)
            ? refusal
            : new CommandReply($"The topic is: {changes.Topic}");
    }

    private async Task<Outcome<CommandReply>> WhoAsync(CommandContext ask, CancellationToken cancel)
    {
        if (!ask.Arguments.IsEmpty)
            return ask.UsageError;
        if ((await reading.RoomAsync(ask.Caller, ask.Chat, cancel)).Refused(out var refusal))
            return refusal;
        var here = hub
            .Presence.In(ask.Chat)
            .Select(one => one.User.Username)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new CommandReply(here.Count == 0 ? "Nobody is here." : $"Here: {string.Join(", ", here)}");
    }

    private static string Line(RoomSummary room, string joined) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{room.Room.Name} · {room.Members} {(room.Members == 1 ? "member" : "members")}{joined}"
        );
}
