using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Chat.Messages;

/// <summary>A message somebody wants to post, checked as far as it can be without the database.</summary>
public sealed record Draft(
    long Chat,
    string Text,
    string? Subject = null,
    string? ClientId = null,
    long? ReplyTo = null
)
{
    public const int ClientIdLength = 64;

    /// <summary>Ids of own uploads that the message shall carry.</summary>
    public IReadOnlyList<long> Attachments { get; init; } = [];

    /// <summary>What stands behind one leading slash, which is no message; null for messages.</summary>
    public string? Command => Text is ['/', ..] and not ['/', '/', ..] ? Text[1..] : null;

    /// <summary>The text to store: of two leading slashes one was only said to be none of a command.</summary>
    public string Body => Text is ['/', '/', ..] ? Text[1..] : Text;

    /// <summary>A message that carries files needs no words.</summary>
    public static Draft Parse(Fields fields, long chat, LimitSettings limits)
    {
        var attachments = fields.Integers("attachments", limits.Attachments) ?? [];
        var text =
            attachments.Count > 0
                ? fields.OptionalText("text", limits.Message, lines: true) ?? ""
                : fields.Text("text", limits.Message, lines: true);
        return new Draft(
            chat,
            text,
            fields.OptionalTitle("subject", limits.Subject),
            ReadClientId(fields),
            fields.OptionalInteger("reply_to", 1)
        )
        {
            Attachments = attachments,
        };
    }

    /// <summary>1–64 visible ASCII characters, chosen by the client, unique per person for ever.</summary>
    private static string? ReadClientId(Fields fields)
    {
        var id = fields.OptionalText("client_id", ClientIdLength);
        if (id is null)
            return null;
        if (id.AsSpan().ContainsAnyExceptInRange('!', '~'))
            fields.Refuse("client_id", "Use visible ASCII characters without spaces.");
        return id;
    }
}
