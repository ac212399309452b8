using Foyer.Protocol.Markup;
using Foyer.Server.Chat.Files;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>One entry of a room, as it is now.</summary>
public sealed record Message
{
    public const string DeletedUser = "deleted user";
    public const string ServerName = "system";

    private const int LongestQuote = 200;

    public long Id { get; internal set; }
    public long Chat { get; init; }

    /// <summary>Number of the room's change that last touched it.</summary>
    public long Version { get; init; }

    public MessageKind Kind { get; init; } = MessageKind.Text;

    /// <summary>The author, or the person a status line is about; null for the house and for deleted accounts.</summary>
    public long? User { get; init; }
    public string? Username { get; init; }
    public string? Avatar { get; init; }
    public string Text { get; init; } = "";
    public string? Subject { get; init; }

    /// <summary>The sender's own mark; told to the sender only.</summary>
    public string? ClientId { get; init; }
    public long CreatedAt { get; init; }
    public long? EditedAt { get; init; }
    public long? DeletedAt { get; init; }
    public long? ReplyTo { get; init; }
    public long? QuotedUser { get; init; }
    public string? QuotedName { get; init; }
    public string? QuotedText { get; init; }
    public long? QuotedDeletedAt { get; init; }

    /// <summary>The event it shows, a UUID; of a cancelled one too.</summary>
    public string? Event { get; init; }

    /// <summary>What everybody in the room may see of that event, as JSON.</summary>
    public ReadOnlyMemory<byte> Card { get; internal set; }

    /// <summary>Which of what follows to look for; see <see cref="Chat.Messages.MessageExtras"/>.</summary>
    public long Extras { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; internal set; } = [];
    public IReadOnlyList<Reaction> Reactions { get; internal set; } = [];

    /// <summary>Whom the text mentions and where, as the JSON that clients get; null when it has no @.</summary>
    public string? MentionsJson { get; internal set; }

    public bool IsDeleted => DeletedAt is not null;

    /// <summary>Somebody's words, with or without an event.</summary>
    public bool IsUserMessage => Kind is MessageKind.Text or MessageKind.Event;

    public bool IsSystemMessage => Kind is MessageKind.Joined or MessageKind.Left;

    /// <summary>The kind as clients get it.</summary>
    public MessageKind ShownKind => IsSystemMessage ? MessageKind.System : Kind;

    public string ShownName => Username ?? (Kind == MessageKind.System ? ServerName : DeletedUser);

    public string ShownAvatar => Avatar ?? PublicUser.DefaultAvatar;

    /// <summary>Status lines carry the present name of the person.</summary>
    public string ShownText =>
        Kind switch
        {
            MessageKind.Joined => $"{ShownName} has joined the chat",
            MessageKind.Left => $"{ShownName} has left the chat",
            MessageKind.Text or MessageKind.Event or MessageKind.System => Text,
        };

    public string Timestamp => Instants.ToText(CreatedAt);

    /// <summary>The beginning of the message it replies to, without the marks that format it; "" when that was deleted.</summary>
    public string ShownQuote =>
        QuotedDeletedAt is not null || QuotedText is null ? "" : MessageText.ToPlain(QuotedText, LongestQuote);

    public string QuotedShownName => QuotedName ?? DeletedUser;
}

public enum MessageKind
{
    Text = 1,

    /// <summary>A text that shows an event.</summary>
    Event,

    /// <summary>A text of the server.</summary>
    System,

    /// <summary>A system message about the user who joined.</summary>
    Joined,

    /// <summary>A system message about the user who left.</summary>
    Left,
}
