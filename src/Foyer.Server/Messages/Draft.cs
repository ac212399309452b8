using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Messages;

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

    public static Draft Read(Fields fields, long chat, LimitSettings limits) =>
        new(
            chat,
            fields.Text("text", limits.Message, lines: true),
            fields.OptionalText("subject", limits.Subject),
            ReadClientId(fields),
            fields.OptionalInteger("reply_to", 1)
        );

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
