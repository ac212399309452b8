using System.Text.Json;
using Foyer.Server.Live;

namespace Foyer.Server.Commands;

/// <summary>The result of a command, in every gateway.</summary>
/// <param name="Chat">The room to open; the key is absent when there is none.</param>
/// <param name="Page">The page on which it continues; the key is absent when the command is complete.</param>
public sealed record CommandResult(string Command, string Text, long? Chat, string? Page = null)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("command"u8, Command);
        json.WriteString("text"u8, Text);
        if (Chat is { } chat)
            json.WriteNumber("chat"u8, chat);
        if (Page is not null)
            json.WriteString("page"u8, Page);
    }

    public Frame ToFrame(string? clientId, DateTimeOffset now) =>
        Frames.Event(
            "command_result",
            now,
            json =>
            {
                Write(json);
                if (clientId is not null)
                    json.WriteString("client_id"u8, clientId);
            }
        );
}

/// <summary>The reply of a command handler to the user.</summary>
/// <param name="Text">Readable lines.</param>
/// <param name="Chat">The room to open, if any.</param>
/// <param name="Page">The page on which it continues, for gateways that show pages.</param>
public sealed record CommandReply(string Text, long? Chat = null, string? Page = null)
{
    public static implicit operator CommandReply(string text) => new(text);
}
