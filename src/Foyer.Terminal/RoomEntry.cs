using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Terminal;

/// <summary>One message in the terminal; texts are stored as received and sanitised when they are shown.</summary>
internal sealed record RoomEntry(
    long Id,
    long Version,
    DateTimeOffset Time,
    long User,
    string Sender,
    string Text,
    string? Subject,
    string Kind,
    bool IsDeleted,
    bool IsEdited,
    string? ClientId
)
{
    /// <summary>The mentions in the text, in order.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    public IReadOnlyList<Reaction> Reactions { get; init; } = [];

    /// <summary>The message to which this one replies, or null.</summary>
    public QuotedMessage? Quote { get; init; }

    /// <summary>True while the message is not known to be stored; it is shown after all stored ones.</summary>
    public bool IsPending => Id == 0;

    /// <summary>False for system messages and for deleted or pending ones.</summary>
    public bool IsMessage => Kind != "system" && !IsDeleted && !IsPending;

    public string? Failure { get; init; }

    public bool Addresses(long user) => User != user && Mentions.Any(mention => mention.Names(user));

    /// <summary>Whether the user has reacted with this emoji, in whatever spelling it is typed.</summary>
    public bool HasReaction(long user, string emoji)
    {
        var qualified = Emoji.Qualify(emoji) ?? emoji;
        return Reactions.Any(one => one.Emoji == qualified && one.Users.Contains(user));
    }

    public static RoomEntry Parse(JsonElement message) =>
        new(
            message.Number("id") ?? 0,
            message.Number("version") ?? 0,
            DateTimeOffset.TryParse(
                message.Text("timestamp") ?? message.Text("time"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? time
                : DateTimeOffset.UnixEpoch,
            message.Number("user") ?? 0,
            message.Text("user_name") ?? message.Text("sender") ?? "",
            message.Text("text") ?? "",
            message.Text("subject"),
            message.Text("kind") ?? "text",
            message.Flag("is_deleted"),
            message.Text("edited_at") is not null,
            message.Text("client_id")
        )
        {
            Mentions = Mention.Parse(message),
            Attachments = [.. message.Items("attachments").Select(Attachment.Parse)],
            Reactions = Reaction.Parse(message.Member("reactions")),
            Quote = QuotedMessage.Parse(message.Member("reply_to")),
        };
}
