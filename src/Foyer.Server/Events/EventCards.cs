using System.Text.Json;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Events as messages carry them: the same for everybody in the room, so only what all of them may see. Whole where the event
/// is public or the room is its own; else its id alone, and each client asks for the rest with its own rights.
/// </summary>
public sealed class EventCards : IMessageCard
{
    // Cards stand as they are in what pages give their scripts, so no character that HTML reads may be in them.
    private static JsonSerializerOptions Options => ApiJson.Options;

    /// <summary>The event without <c>my_booking</c>: the same for all who may see it.</summary>
    public static void Write(Utf8JsonWriter json, CommunityEvent communityEvent) =>
        JsonSerializer.Serialize(json, EventView.From(communityEvent), Options);

    /// <summary>What is left to say of a cancelled one.</summary>
    public static void WriteCancelled(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteBoolean("cancelled"u8, true);
        json.WriteEndObject();
    }

    public string? FirstVisible(Queries db, IReadOnlyList<string> ids, long user)
    {
        var seen = db.List<string>(
            $"select e.id from events e where e.id in {db.Database.Listed("text")} and {EventStore.VisibleCondition}",
            new { rows = Database.Values(ids), user }
        );
        return ids.FirstOrDefault(seen.Contains);
    }

    public void Fill(Queries db, IReadOnlyList<Message> messages)
    {
        var ids = messages.Select(message => message.Event).Distinct();
        var events = db.List<CommunityEvent>(
                $"{EventStore.Select} where e.id in {db.Database.Listed("text")}",
                new { rows = Database.Values(ids) }
            )
            .ToDictionary(communityEvent => communityEvent.Id, StringComparer.Ordinal);
        foreach (var message in messages)
            message.Card = Of(message.Event!, events.GetValueOrDefault(message.Event!), message.Chat);
    }

    /// <summary>The rooms in which a card shows the event whole.</summary>
    public static List<long> Rooms(Queries db, CommunityEvent communityEvent) =>
        db.List<long>(
            """
            select distinct chat_id from messages
            where event_id = @Id and deleted_at is null and (@everywhere = 1 or chat_id = @Chat)
            """,
            new
            {
                communityEvent.Id,
                communityEvent.Chat,
                everywhere = communityEvent.IsPublic ? 1 : 0,
            }
        );

    private static ReadOnlyMemory<byte> Of(string id, CommunityEvent? communityEvent, long chat)
    {
        if (communityEvent is not null && (communityEvent.IsPublic || communityEvent.Chat == chat))
            return JsonSerializer.SerializeToUtf8Bytes(EventView.From(communityEvent), Options);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            if (communityEvent is null)
                WriteCancelled(json, id);
            else
                WriteIdAlone(json, id);
        return bytes.ToArray();
    }

    private static void WriteIdAlone(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteEndObject();
    }
}
