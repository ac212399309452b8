using System.Text.Json;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Moderation;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>A report; for moderators, with the message in its current state.</summary>
internal sealed record ReportResponse(
    long Id,
    long Chat,
    string ChatKind,
    string? ChatName,
    string? By,
    string Reason,
    string Status,
    string? Note,
    string Timestamp,
    string? ClosedBy,
    string? ClosedAt,
    MessageResponse? Message
)
{
    public static void Write(Utf8JsonWriter json, Report report, Message? message)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, report.Id);
        json.WriteNumber("chat"u8, report.Chat);
        json.WriteEnum("chat_kind"u8, report.ChatKind);
        json.WriteString("chat_name"u8, report.ChatName);
        json.WriteString("by"u8, report.ByName);
        json.WriteString("reason"u8, report.Reason);
        json.WriteEnum("status"u8, report.Status);
        json.WriteString("note"u8, report.Note);
        json.WriteString("timestamp"u8, Instants.ToText(report.CreatedAt));
        json.WriteString("closed_by"u8, report.ClosedBy);
        json.WriteString("closed_at"u8, report.ClosedAt is { } closed ? Instants.ToText(closed) : null);
        json.WritePropertyName("message"u8);
        if (message is null)
            json.WriteNullValue();
        else
            MessageJson.Write(json, message, own: false);
        json.WriteEndObject();
    }
}
