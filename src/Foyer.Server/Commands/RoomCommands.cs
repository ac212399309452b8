using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Commands;

/// <summary>Finding, entering and leaving rooms (S002-25).</summary>
public sealed class RoomCommands(
    Joining joining,
    Admitting admitting,
    RoomKeeping keeping,
    Reading reading,
    Hub hub,
    FoyerSettings settings
) : CommandRows
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

    private async Task<Outcome<Said>> JoinAsync(Ask ask, CancellationToken cancel)
    {
        if (ask.Words.Text() is not { } typed)
            return ask.Misused;
        if (CodeOf(typed) is { } code)
            return await EnterAsync(ask, code, cancel);
        var fields = Fields.Of([KeyValuePair.Create("name", (string?)typed)]);
        var name = RoomName.Read(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await joining.JoinByNameAsync(ask.Caller, name, cancel)).Refused(out var refusal, out var joined)
            ? refusal
            : new Said(joined.IsNew ? $"You have made {name}." : $"You are in {name}.", joined.Chat);
    }

    /// <summary>That of an invite link, pasted as it was told.</summary>
    private static string? CodeOf(string typed) =>
        typed.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && typed.Contains("://", StringComparison.Ordinal)
        && typed.LastIndexOf(Invited, StringComparison.Ordinal) is var at and > 0
            ? typed[(at + Invited.Length)..].TrimEnd('.', '/')
            : null;

    private async Task<Outcome<Said>> EnterAsync(Ask ask, string code, CancellationToken cancel)
    {
        if ((await admitting.EnterAsync(ask.Caller, code, cancel)).Refused(out var refusal, out var joined))
            return refusal;
        return (await reading.RoomAsync(ask.Caller, joined.Chat, cancel)).Refused(out refusal, out var room)
            ? refusal
            : new Said($"You are in {room.Room.Name}.", joined.Chat);
    }

    private async Task<Outcome<Said>> LeaveAsync(Ask ask, CancellationToken cancel)
    {
        if (!ask.Words.IsEmpty)
            return ask.Misused;
        if ((await reading.RoomAsync(ask.Caller, ask.Chat, cancel)).Refused(out var refusal, out var room))
            return refusal;
        return (await joining.LeaveAsync(ask.Caller, ask.Chat, cancel)).Refused(out refusal)
            ? refusal
            : new Said($"You have left {room.Room.Name}.");
    }

    private async Task<Outcome<Said>> ListAsync(Ask ask, CancellationToken cancel)
    {
        if (!ask.Words.IsEmpty)
            return ask.Misused;
        var mine = await reading.MyRoomsAsync(ask.Caller, 0, Most, cancel);
        var others = await reading.PublicRoomsAsync(ask.Caller, null, 0, Most, cancel);
        var lines = mine.Where(room => room.Room.Kind != "direct")
            .Select(room => Line(room, " · joined"))
            .Concat(others.Where(room => room.Room.Role is null).Select(room => Line(room, "")))
            .ToList();
        return new Said(lines.Count == 0 ? "There are no rooms yet. /join makes one." : string.Join("\n", lines));
    }

    private async Task<Outcome<Said>> SetTopicAsync(Ask ask, CancellationToken cancel)
    {
        if (ask.Words.Text() is not { } typed)
            return ask.Misused;
        var fields = Fields.Of([KeyValuePair.Create("topic", (string?)typed)]);
        var changes = RoomChanges.Read(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await keeping.ChangeAsync(ask.Caller, ask.Chat, changes, cancel)).Refused(out var refusal)
            ? refusal
            : new Said($"The topic is: {changes.Topic}");
    }

    private async Task<Outcome<Said>> WhoAsync(Ask ask, CancellationToken cancel)
    {
        if (!ask.Words.IsEmpty)
            return ask.Misused;
        if ((await reading.RoomAsync(ask.Caller, ask.Chat, cancel)).Refused(out var refusal))
            return refusal;
        var here = hub
            .Presence.In(ask.Chat)
            .Select(one => one.User.Username)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new Said(here.Count == 0 ? "Nobody is here." : $"Here: {string.Join(", ", here)}");
    }

    private static string Line(RoomOverview room, string joined) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{room.Room.Name} · {room.Members} {(room.Members == 1 ? "member" : "members")}{joined}"
        );
}
