using System.Text.Encodings.Web;
using System.Text.Json;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Events as messages carry them.</summary>
public static class EventCards
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The event without <c>my_booking</c>: the same for all who may see it.</summary>
    public static void Write(Utf8JsonWriter json, Event happening) =>
        JsonSerializer.Serialize(json, EventView.Of(happening), Options);

    /// <summary>The rooms in which a card shows the event whole: any where it is public, else its own.</summary>
    public static List<long> Rooms(Queries db, Event happening) =>
        db.List<long>(
            """
            select distinct chat_id from messages
            where event_id = @Id and deleted_at is null and (@everywhere = 1 or chat_id = @Chat)
            """,
            new
            {
                happening.Id,
                happening.Chat,
                everywhere = happening.IsPublic ? 1 : 0,
            }
        );
}
