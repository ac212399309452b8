using System.Text.Json;
using System.Text.Json.Serialization;
using Foyer.Server.Chat.Files;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Events;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>The room object, for the API document; <see cref="Chat.Membership.RoomJson"/> writes it.</summary>
internal sealed record RoomResponse(
    long Id,
    string Name,
    string Kind,
    string? Topic,
    long Members,
    int Online,
    long Version,
    bool Archived,
    string? Event,
    string? Role,
    long Unread,
    long Mentions,
    long ReadTo,
    MessageResponse? LastMessage,
    string Notifications,
    string? MuteUntil,
    UserResponse? Partner
);

/// <summary>The message object, for the API document; <see cref="Chat.Messages.MessageJson"/> writes it.</summary>
internal sealed record MessageResponse(
    long Id,
    string Timestamp,
    string UserName,
    string UserAvatar,
    string Text,
    bool IsDeleted,
    long Chat,
    long User,
    long Version,
    string Kind,
    string? Subject,
    string? EditedAt,
    QuoteResponse? ReplyTo,
    IReadOnlyList<UploadResponse> Attachments,
    IReadOnlyDictionary<string, IReadOnlyList<long>> Reactions,
    IReadOnlyList<Mention> Mentions,
    EventCard? Event
)
{
    /// <summary>Only for the sender.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; init; }
}

/// <summary>An event as a message shows it: complete, or the part that everyone in the room may see.</summary>
[OneOf(typeof(EventView), typeof(EventReference))]
internal sealed record EventCard;

/// <summary>An event that each client requests with its own rights, or that was cancelled.</summary>
internal sealed record EventReference(string Id)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Cancelled { get; init; }
}

/// <summary>A file; <see cref="Attachment"/> writes it.</summary>
internal sealed record UploadResponse(
    long Id,
    string Url,
    string Name,
    string Type,
    long Size,
    long? Width,
    long? Height,
    string? Alt,
    PreviewResponse? Preview
);

/// <summary>A WebP of a picture that is wider than 800 pixels.</summary>
internal sealed record PreviewResponse(string Url, long Width, long Height);

/// <summary>The result of a slash command; <see cref="Commands.CommandResult"/> writes it.</summary>
internal sealed record CommandResultResponse(string Command, string Text)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Chat { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Page { get; init; }
}

internal sealed record QuoteResponse(long Id, long User, string UserName, string Text);

/// <summary>A member of a room: the public user with their room role.</summary>
internal sealed record MemberResponse(
    long Id,
    string Username,
    string Avatar,
    string Role,
    bool Online,
    bool Away,
    string JoinedAt
)
{
    public static void Write(Utf8JsonWriter json, Member member, PresenceState nearness)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, member.Id);
        json.WriteString("username"u8, member.Username);
        json.WriteString("avatar"u8, member.Avatar ?? PublicUser.DefaultAvatar);
        json.WriteEnum("role"u8, member.Role);
        json.WriteBoolean("online"u8, nearness != PresenceState.Offline);
        json.WriteBoolean("away"u8, nearness == PresenceState.Away);
        json.WriteString("joined_at"u8, Instants.ToText(member.JoinedAt));
        json.WriteEndObject();
    }
}

/// <summary>The public part of a user.</summary>
public sealed record UserResponse(long Id, string Username, string Avatar)
{
    public static UserResponse From(long id, string username, string? avatar) =>
        new(id, username, avatar ?? PublicUser.DefaultAvatar);
}
