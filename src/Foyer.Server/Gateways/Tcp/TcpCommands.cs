using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>What a terminal may send after sign-in. Called on the connection's shard.</summary>
public sealed class TcpCommands(
    ClientFrames live,
    RequestTable requests,
    DirectMessages direct,
    RoomQueries reading,
    TimeProvider time
)
{
    public int FramesPerSecond => live.FramesPerSecond;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Any frame is a sign of life; a client that has nothing to say answers with <c>pong</c>.</summary>
    internal Frame PingFrame => Frames.Event("ping", Now, _ => { });

    internal void LogRefused(long user, Refusal refusal) => live.LogRefused(user, refusal);

    internal void Run(TcpConnection connection, Envelope envelope)
    {
        switch (envelope.Type)
        {
            case EnvelopeType.Message when !HasRoom(envelope.Data):
                connection.MarkActive();
                direct.Send(connection, envelope.Data);
                break;
            case EnvelopeType.Message:
                live.Run(connection, "chat_message", Fields.Of(envelope.Data));
                break;
            // First of all, since some requests are about an event and name it so.
            case EnvelopeType.System when envelope.Data.TryGetProperty("request"u8, out _):
                connection.MarkActive();
                requests.Run(connection, Fields.Of(envelope.Data));
                break;
            case EnvelopeType.System when envelope.Data.TryGetProperty("event"u8, out var sent):
                RunEvent(connection, Fields.Of(sent));
                break;
            case EnvelopeType.System when envelope.Data.TryGetProperty("received"u8, out _):
                direct.Received(connection, Fields.Of(envelope.Data));
                break;
            default:
                connection.Refuse(
                    Refusal.Of(400, "invalid", "Send a Message, or a System with event, request or received.", "type")
                );
                break;
        }
    }

    /// <summary>Refuses a frame that is over the connection's limit, naming what it was about.</summary>
    internal static void Throttle(TcpConnection connection, Envelope envelope, int seconds)
    {
        var fields = Fields.Of(envelope.Data.TryGetProperty("event"u8, out var sent) ? sent : envelope.Data);
        if (fields.Has("request"))
            RequestTable.Throttle(connection, fields, seconds);
        else
            ClientFrames.Throttle(connection, fields, seconds);
    }

    /// <summary>Brings the direct messages that wait for the person.</summary>
    internal Task DeliverWaitingAsync(TcpConnection connection) => direct.DeliverWaitingAsync(connection);

    private static bool HasRoom(JsonElement message) =>
        !message.TryGetProperty("recipient"u8, out _)
        || message.TryGetProperty("id"u8, out _)
        || message.TryGetProperty("chat"u8, out _);

    private void RunEvent(TcpConnection connection, Fields fields)
    {
        switch (fields.OptionalText("event_type", 64))
        {
            case "pong":
                break;
            case "join_chat" when fields.OptionalInteger("chat", 1) is { } chat && !connection.Knows(chat):
                _ = LearnAsync(connection, chat, () => live.Run(connection, fields));
                break;
            default:
                live.Run(connection, fields);
                break;
        }
    }

    /// <summary>A room's messages carry its name, so it is learned before the first of them comes.</summary>
    private async Task LearnAsync(TcpConnection connection, long chat, Action then)
    {
        RoomSummary? overview = null;
        try
        {
            (await reading.RoomAsync(connection.Caller, chat, CancellationToken.None)).Refused(out _, out overview);
        }
        finally
        {
            connection.Shard.Post(() =>
            {
                if (connection.Closed)
                    return;
                if (overview is not null)
                    connection.Know(overview);
                then();
            });
        }
    }
}
