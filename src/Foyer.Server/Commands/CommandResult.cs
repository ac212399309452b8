using System.Text.Json;
using Foyer.Server.Live;

namespace Foyer.Server.Commands;

/// <summary>What came of a command, as every door answers it.</summary>
/// <param name="Chat">The room it leads to; the key is absent when it leads nowhere.</param>
/// <param name="Page">The page where it goes on; the key is absent when it is done.</param>
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

/// <summary>What a command answers to the one who typed it.</summary>
/// <param name="Text">Lines for people.</param>
/// <param name="Chat">The room it leads to, if any.</param>
/// <param name="Page">The page where it goes on, for doors that show pages.</param>
public sealed record CommandReply(string Text, long? Chat = null, string? Page = null)
{
    public static implicit operator CommandReply(string text) => new(text);
}
