using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Chat.Rooms;

/// <summary>What of a room shall be another thing. What was not sent stays as it is.</summary>
/// <param name="Topic">Null is no topic, when <paramref name="HasTopic"/>.</param>
public sealed record RoomDraft(string? Name, bool HasTopic, string? Topic, bool? Archived)
{
    public static RoomDraft Parse(Fields fields, LimitSettings limits)
    {
        if (fields.Has("kind"))
            fields.Refuse("kind", "The kind of a room never changes.");
        var name = fields.Has("name") ? RoomName.Parse(fields, limits) : null;
        return new RoomDraft(
            name,
            fields.Has("topic"),
            fields.OptionalTitle("topic", limits.Topic),
            fields.Flag("archived")
        );
    }
}
