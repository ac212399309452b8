using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Rooms and their history, for terminals.</summary>
public sealed class RoomRequestGroup(RoomQueries reading, Memberships joining, Hub hub, FoyerSettings settings)
{
    /// <summary>An answer leaves place for others in the outbox of a slow reader.</summary>
    private const int LargestBody = 256 * 1024;
    private const int MostRooms = 200;

    internal IEnumerable<KeyValuePair<string, RequestHandler>> Rows =>
        [
            new("history", HistoryAsync),
            new("chats", ChatsAsync),
            new("join", JoinAsync),
            new("leave", LeaveAsync),
            new("members", MembersAsync),
        ];

    /// <summary>The person's rooms as a list, for the greeting too.</summary>
    internal static void WriteRooms(Utf8JsonWriter json, IReadOnlyList<RoomSummary> rooms, long reader)
    {
        foreach (var room in rooms)
            RoomJson.Write(json, room, reader);
    }

    private async Task<Outcome<Reply>> HistoryAsync(Caller caller, Device device, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        var asked = HistoryQuery.Parse(fields);
        if (fields.Refusal is { } wrong)
            return wrong;
        while (true)
        {
            var found = await reading.HistoryAsync(caller, chat, asked, CancellationToken.None);
            if (found.Refused(out var refusal, out var page))
                return refusal;
            var reply = PageOf(caller, fields, asked, page);
            if (reply.Body.Length <= LargestBody || asked.Limit == 1)
                return reply;
            asked = asked with { Limit = asked.Limit / 2 };
        }
    }

    private static Reply PageOf(Caller caller, Fields fields, HistoryFilter asked, HistoryPage page) =>
        Reply.List(
            page.HasNext && page.Messages.Count > 0 ? Next(fields, asked, page.Messages[^1].Id) : null,
            json =>
            {
                foreach (var message in page.Messages)
                    MessageJson.Write(json, message, message.User == caller.User);
            }
        );

    private static string Next(Fields fields, HistoryFilter asked, long last) =>
        Reply.Link(
            $"/api/chats/{fields.Plain("chat")}/messages",
            fields,
            ["sort", "before", "after", "user", "from", "to", "search"],
            ("limit", asked.Limit.ToString(CultureInfo.InvariantCulture)),
            ("cursor", last.ToString(CultureInfo.InvariantCulture))
        );

    private async Task<Outcome<Reply>> ChatsAsync(Caller caller, Device device, Fields fields)
    {
        var isPublic = fields.Flag("public") ?? false;
        var search = fields.OptionalText("search", 200);
        if (fields.Refusal is { } wrong)
            return wrong;
        var rooms = isPublic
            ? await reading.PublicRoomsAsync(caller, search, 0, MostRooms, CancellationToken.None, online: true)
            : await reading.MyRoomsAsync(caller, 0, MostRooms, CancellationToken.None, online: true);
        return Reply.List(null, json => WriteRooms(json, rooms, caller.User));
    }

    private async Task<Outcome<Reply>> JoinAsync(Caller caller, Device device, Fields fields)
    {
        var name = RoomName.Parse(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        var outcome = await joining.JoinByNameAsync(caller, name, CancellationToken.None);
        if (outcome.Refused(out var refusal, out var joined))
            return refusal;
        if ((await reading.RoomAsync(caller, joined.Chat, CancellationToken.None)).Refused(out refusal, out var room))
            return refusal;
        return Reply.Written(json => RoomJson.Write(json, room, caller.User), joined.IsNew);
    }

    private async Task<Outcome<Reply>> LeaveAsync(Caller caller, Device device, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await joining.LeaveAsync(caller, chat, CancellationToken.None)).Refused(out var refusal)
            ? refusal
            : Reply.Nothing;
    }

    private async Task<Outcome<Reply>> MembersAsync(Caller caller, Device device, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        if (fields.Refusal is { } wrong)
            return wrong;
        var found = await reading.MembersAsync(caller, chat, 0, MostRooms, CancellationToken.None);
        if (found.Refused(out var refusal, out var members))
            return refusal;
        return Reply.List(
            null,
            json =>
            {
                foreach (var member in members)
                    MemberResponse.Write(json, member, hub.Presence.StateOf(member.Id));
            }
        );
    }
}
